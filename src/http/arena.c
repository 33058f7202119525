#include "http/arena.h"
#include <glib.h>
#include <stdalign.h>
#include <stdint.h>
#include <string.h>

/* With its head a chunk is small enough for malloc's fastest way. */
#define CHUNK_SIZE 960

struct ArenaChunk {
    ArenaChunk *next;
    alignas(max_align_t) char bytes[];
};

void
arena_clear(Arena *arena)
{
    while (arena->chunks) {
        ArenaChunk *next = arena->chunks->next;
        g_free(arena->chunks);
        arena->chunks = next;
    }
    arena->at = NULL;
    arena->left = 0;
}

static void
add_chunk(Arena *arena, size_t at_least)
{
    size_t length = MAX(CHUNK_SIZE, at_least);
    ArenaChunk *chunk = g_malloc(sizeof *chunk + length);

    chunk->next = arena->chunks;
    arena->chunks = chunk;
    arena->at = chunk->bytes;
    arena->left = length;
}

void *
arena_alloc(Arena *arena, size_t length)
{
    size_t padding =
        (alignof(max_align_t) - (uintptr_t)arena->at % alignof(max_align_t)) % alignof(max_align_t);

    if (arena->left < padding || arena->left - padding < length) {
        add_chunk(arena, length);
        padding = 0;
    }
    void *start = arena->at + padding;
    arena->at += padding + length;
    arena->left -= padding + length;
    return start;
}

void *
arena_zero(Arena *arena, size_t n, size_t size)
{
    void *start = arena_alloc(arena, n * size);

    memset(start, 0, n * size);
    return start;
}

char *
arena_text(Arena *arena, const char *text, size_t length)
{
    char *copy = arena_alloc(arena, length + 1);

    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}
