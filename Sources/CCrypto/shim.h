// The SHA-256 functions of OpenSSL 1.1. The interface of OpenSSL 3 first loads providers and their configuration,
// which takes longer than all digests that a command computes at startup.
#define OPENSSL_API_COMPAT 0x10100000L
#include <openssl/sha.h>
