#pragma once
// What this process has used so far.

namespace study {

/// CPU-seconds of all threads.
double cpu_seconds();

/// The most memory held, MB.
double peak_rss_mb();

/// Memory held now, MB (Linux); 0 where it cannot be read.
double rss_mb();

/// Seconds on a clock that only moves forward.
double now_seconds();

}  // namespace study
