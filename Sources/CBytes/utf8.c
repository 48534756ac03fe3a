#include "CBytes.h"

#if defined(__x86_64__)
#include <immintrin.h>

// J. Keiser, D. Lemire: Validating UTF-8 In Less Than One Instruction Per Byte (2021). Each error of two neighbouring bytes
// is a bit that is set in the table entries for the halves of the first byte and the upper half of the second.
enum {
  too_short = 1 << 0,      // a lead, then no continuation
  too_long = 1 << 1,       // ASCII, then a continuation
  overlong_3 = 1 << 2,     // E0, then 80…9F
  too_large = 1 << 3,      // F4, then 90 or more; F5 and above
  surrogate = 1 << 4,      // ED, then A0…BF
  overlong_2 = 1 << 5,     // C0 or C1
  too_large_1000 = 1 << 6, // F5 and above, then 80…8F
  overlong_4 = 1 << 6,     // F0, then 80…8F
  two_conts = 1 << 7,      // two continuations: right or wrong by what is before them
  carry = too_short | too_long | two_conts,
  f5 = carry | too_large | too_large_1000,
};

static const uint8_t first_high[16] = {
  too_long, too_long, too_long, too_long, too_long, too_long, too_long, too_long,
  two_conts, two_conts, two_conts, two_conts,
  too_short | overlong_2, too_short, too_short | overlong_3 | surrogate,
  too_short | too_large | too_large_1000 | overlong_4,
};
static const uint8_t first_low[16] = {
  carry | overlong_3 | overlong_2 | overlong_4, carry | overlong_2, carry, carry,
  carry | too_large, f5, f5, f5, f5, f5, f5, f5, f5, f5 | surrogate, f5, f5,
};
static const uint8_t second_high[16] = {
  too_short, too_short, too_short, too_short, too_short, too_short, too_short, too_short,
  too_long | overlong_2 | two_conts | overlong_3 | too_large_1000 | overlong_4,
  too_long | overlong_2 | two_conts | overlong_3 | too_large,
  too_long | overlong_2 | two_conts | surrogate | too_large,
  too_long | overlong_2 | two_conts | surrogate | too_large,
  too_short, too_short, too_short, too_short,
};

#define AVX2 __attribute__((target("avx2")))

AVX2 static inline __m256i load(const uint8_t *p) { return _mm256_loadu_si256((const __m256i *)p); }

AVX2 static inline __m256i table(const uint8_t *entries) {
  return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)entries));
}

AVX2 static inline __m256i high_half(__m256i bytes) {
  return _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(0x0F));
}

/// The faults of the 32 bytes at `p` with what is before them.
AVX2 static inline __m256i faults(const uint8_t *p, __m256i bytes) {
  __m256i before = load(p - 1);
  __m256i pairs = _mm256_and_si256(
    _mm256_and_si256(
      _mm256_shuffle_epi8(table(first_high), high_half(before)),
      _mm256_shuffle_epi8(table(first_low), _mm256_and_si256(before, _mm256_set1_epi8(0x0F)))),
    _mm256_shuffle_epi8(table(second_high), high_half(bytes)));
  // A second continuation is right exactly two bytes after a lead of three or more, or three bytes after one of four.
  __m256i third = _mm256_subs_epu8(load(p - 2), _mm256_set1_epi8((char)(0xE0 - 0x80)));
  __m256i fourth = _mm256_subs_epu8(load(p - 3), _mm256_set1_epi8((char)(0xF0 - 0x80)));
  __m256i due = _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8((char)0x80));
  return _mm256_xor_si256(due, pairs);
}

AVX2 static size_t blocks(const uint8_t *p, size_t count) {
  size_t i = 0;
  for (; i + 64 <= count; i += 64) {
    __m256i a = load(p + i), b = load(p + i + 32);
    if (_mm256_movemask_epi8(_mm256_or_si256(a, b)) == 0 && p[(ptrdiff_t)i - 1] < 0x80) continue;
    __m256i all = _mm256_or_si256(faults(p + i, a), faults(p + i + 32, b));
    if (!_mm256_testz_si256(all, all)) break;
  }
  return i;
}

size_t cbytes_utf8_blocks(const uint8_t *p, size_t count) {
  return __builtin_cpu_supports("avx2") ? blocks(p, count) : 0;
}

#else

size_t cbytes_utf8_blocks(const uint8_t *p, size_t count) {
  (void)p;
  (void)count;
  return 0;
}

#endif
