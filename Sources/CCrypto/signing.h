// Keys and signatures, as functions from bytes to bytes: Swift cannot call the macros of libcrypto, and
// needs no handles that somebody has to free.
#ifndef CCRYPTO_SIGNING_H
#define CCRYPTO_SIGNING_H

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

// Every function returns the number of bytes written, or one of these.
#define CCRYPTO_FAILED -1
#define CCRYPTO_ENCRYPTED -2

// A command never asks for a password in the middle of its output.
static inline int ccrypto_refuse_password(char *buffer, int size, int writing, void *was_asked) {
  (void)buffer, (void)size, (void)writing;
  *(int *)was_asked = 1;
  return -1;
}

// Reads a private key in PEM and writes it as DER (PKCS #8, unencrypted).
static inline int ccrypto_private_key(const unsigned char *pem, int count, unsigned char *out,
                                      int capacity) {
  int was_asked = 0;
  BIO *bytes = BIO_new_mem_buf(pem, count);
  EVP_PKEY *key = PEM_read_bio_PrivateKey(bytes, NULL, ccrypto_refuse_password, &was_asked);
  BIO_free(bytes);
  if (key == NULL) return was_asked ? CCRYPTO_ENCRYPTED : CCRYPTO_FAILED;
  PKCS8_PRIV_KEY_INFO *info = EVP_PKEY2PKCS8(key);
  EVP_PKEY_free(key);
  if (info == NULL) return CCRYPTO_FAILED;
  int length = i2d_PKCS8_PRIV_KEY_INFO(info, NULL);
  if (length > 0 && length <= capacity) {
    length = i2d_PKCS8_PRIV_KEY_INFO(info, &out);
  } else {
    length = CCRYPTO_FAILED;
  }
  PKCS8_PRIV_KEY_INFO_free(info);
  return length;
}

// Reads a public key in PEM and writes it as DER (SubjectPublicKeyInfo).
static inline int ccrypto_public_key(const unsigned char *pem, int count, unsigned char *out,
                                     int capacity) {
  BIO *bytes = BIO_new_mem_buf(pem, count);
  EVP_PKEY *key = PEM_read_bio_PUBKEY(bytes, NULL, NULL, NULL);
  BIO_free(bytes);
  if (key == NULL) return CCRYPTO_FAILED;
  int length = i2d_PUBKEY(key, NULL);
  length = length > 0 && length <= capacity ? i2d_PUBKEY(key, &out) : CCRYPTO_FAILED;
  EVP_PKEY_free(key);
  return length;
}

static inline EVP_PKEY *ccrypto_private_key_of(const unsigned char *der, int count) {
  return d2i_AutoPrivateKey(NULL, &der, count);
}

// The public key (DER) that belongs to a private key (DER).
static inline int ccrypto_public_key_of(const unsigned char *der, int count, unsigned char *out,
                                        int capacity) {
  EVP_PKEY *key = ccrypto_private_key_of(der, count);
  if (key == NULL) return CCRYPTO_FAILED;
  int length = i2d_PUBKEY(key, NULL);
  length = length > 0 && length <= capacity ? i2d_PUBKEY(key, &out) : CCRYPTO_FAILED;
  EVP_PKEY_free(key);
  return length;
}

// Signs a message. Ed25519 hashes by its own rule, so that it takes no digest.
static inline int ccrypto_sign(const unsigned char *der, int count, int is_ed25519,
                               const unsigned char *message, size_t length, unsigned char *out,
                               int capacity) {
  EVP_PKEY *key = ccrypto_private_key_of(der, count);
  if (key == NULL) return CCRYPTO_FAILED;
  EVP_MD_CTX *context = EVP_MD_CTX_new();
  size_t written = (size_t)capacity;
  int done = EVP_DigestSignInit(context, NULL, is_ed25519 ? NULL : EVP_sha256(), NULL, key) == 1 &&
             EVP_DigestSign(context, out, &written, message, length) == 1;
  EVP_MD_CTX_free(context);
  EVP_PKEY_free(key);
  return done ? (int)written : CCRYPTO_FAILED;
}

// Whether a signature of a message is by the owner of a public key (DER).
static inline int ccrypto_verify(const unsigned char *der, int count, int is_ed25519,
                                 const unsigned char *message, size_t length,
                                 const unsigned char *signature, size_t signature_length) {
  EVP_PKEY *key = d2i_PUBKEY(NULL, &der, count);
  if (key == NULL) return 0;
  EVP_MD_CTX *context = EVP_MD_CTX_new();
  int holds =
      EVP_DigestVerifyInit(context, NULL, is_ed25519 ? NULL : EVP_sha256(), NULL, key) == 1 &&
      EVP_DigestVerify(context, signature, signature_length, message, length) == 1;
  EVP_MD_CTX_free(context);
  EVP_PKEY_free(key);
  return holds;
}

#endif
