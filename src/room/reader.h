/* What belongs to one reader without being stored anywhere. */
#pragma once
#include "room/visitor.h"

/* Keys the fair order of this reader: from the pseudonym, never in a URL. */
uint64_t reader_key(const Visitor *visitor);
