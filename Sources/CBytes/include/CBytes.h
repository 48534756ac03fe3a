// Loops over bytes that need instructions Swift does not reach.
#pragma once
#include <stddef.h>
#include <stdint.h>

/// How many bytes from `p` on, in whole blocks of 64, follow what is before them as UTF-8 does; the last sequence may be
/// cut. Three bytes before `p` must be readable. 0 where the processor lacks the instructions: a caller checks the rest anyway.
size_t cbytes_utf8_blocks(const uint8_t *p, size_t count);
