/* Small memory that lives as long as one request and is freed at once. */
#pragma once
#include <stddef.h>

typedef struct ArenaChunk ArenaChunk;
typedef struct { ArenaChunk *chunks; char *at; size_t left; } Arena;

/* One with all zeros is an empty one, and so is a cleared one. */
void  arena_clear(Arena *arena);
void *arena_alloc(Arena *arena, size_t length);         /* aligned, not cleared; never NULL */
void *arena_zero(Arena *arena, size_t n, size_t size);  /* n things of that size, cleared */
char *arena_text(Arena *arena, const char *text, size_t length);    /* a copy with a NUL after it */
