/* For coding*.c alone: changing the book, after the store has it. */
#pragma once
#include "domain/coding.h"

/* Texts are copied. */
typedef struct { Id id, parent; const char *name, *definition; uint32_t version; bool retired; } CodeNow;
void book_set_code(CodingBook *book, const CodeNow *now);
/* The analyst's place for an item, made if it is not there. */
Reading *book_reading_make(CodingBook *book, uint32_t item, unsigned staff);
void book_add_coding(CodingBook *book, uint32_t item, unsigned staff, const Coding *coding);
/* index + 1; 0: unknown. */
uint32_t book_code_at(const CodingBook *book, const Id *id);
