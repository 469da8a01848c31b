// The functions of SHA-256 alone; later interfaces first load providers and their configuration,
// which takes longer than all digests of a start.
#define OPENSSL_API_COMPAT 0x10100000L
#include <openssl/sha.h>
