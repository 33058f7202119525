/* A ZIP in memory. Faults are remembered and told once, by zip_finish(). */
#pragma once
#include "base/error.h"
#include <stddef.h>
#include <stdint.h>

typedef struct Zip Zip;

Zip  *zip_new(int64_t made);                  /* the time that every entry gets */
void  zip_free(Zip *zip);                     /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Zip, zip_free)

void  zip_add(Zip *zip, const char *path, const void *bytes, size_t length);
/* The bytes, the caller's; a ZIP finishes once. */
char *zip_finish(Zip *zip, size_t *ret_length, GError **error) MUST_CHECK;
