/* DIR/certificates/SLUG.json: what was destroyed and when, signed with the desk's key (key.pub beside
 * it).  The signature is Ed25519 over the same JSON without "signature", written compactly with its
 * keys sorted. */
#pragma once
#include "desk/desk.h"

bool certificate_exists(const Desk *desk, const char *slug);
/* Takes the reference of `statement`, an object. */
bool certificate_write(const Desk *desk, const char *slug, json_t *statement, GError **error) MUST_CHECK;
