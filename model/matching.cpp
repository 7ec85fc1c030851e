#include "model/matching.hpp"

namespace model {

std::vector<std::uint32_t> deferred_acceptance(std::span<const std::vector<Application>> wishes,
                                               std::uint32_t posts) {
    const auto applicants = static_cast<std::uint32_t>(wishes.size());
    std::vector<std::uint32_t> post_of(applicants, no_post);
    std::vector<std::uint32_t> holder(posts, no_post);
    std::vector<double> held_score(posts, 0.0);
    std::vector<std::size_t> next(applicants, 0);
    std::vector<std::uint32_t> free(applicants);
    for (std::uint32_t a = 0; a < applicants; ++a) free[a] = applicants - 1 - a;
    while (!free.empty()) {
        const auto a = free.back();
        if (next[a] >= wishes[a].size()) {
            free.pop_back();
            continue;
        }
        const auto [post, score] = wishes[a][next[a]++];
        const auto before = holder[post];
        if (before != no_post && (score < held_score[post] || (score == held_score[post] && before < a)))
            continue;
        free.pop_back();
        if (before != no_post) {
            post_of[before] = no_post;
            free.push_back(before);
        }
        holder[post] = a;
        held_score[post] = score;
        post_of[a] = post;
    }
    return post_of;
}

}  // namespace model
