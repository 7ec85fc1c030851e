#pragma once
// Loops over lanes, compiled for several widths of vectors; the machine that runs them takes the widest it
// has. With one order of sums and no fused multiply-add all widths give the same bits.

#include <cstddef>  // of glibc, whose loader chooses

#if defined(__x86_64__) && defined(__GNUC__) && defined(__GLIBC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define GEO_WIDE __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define GEO_WIDE
#endif
