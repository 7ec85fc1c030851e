#pragma once
// Deferred acceptance: who gets which post when both sides choose.
#include <cstdint>
#include <span>
#include <vector>

namespace model {

/// One applicant's wishes, best first, and one score per post's view of an applicant.
struct Application {
    std::uint32_t post;
    double score;  ///< how much the post wants this applicant; the higher is preferred, ties to the lower
                   ///< applicant
};

/// Matches applicants to posts with one place each: applicants propose in the order of their wishes, a post
/// keeps the best so far (Gale and Shapley 1962). Stable: no applicant and post would both rather have each
/// other. `wishes[a]` best first. Returns each applicant's post, or no_post.
inline constexpr std::uint32_t no_post = 0xFFFFFFFF;
std::vector<std::uint32_t> deferred_acceptance(std::span<const std::vector<Application>> wishes,
                                               std::uint32_t posts);

}  // namespace model
