#pragma once
// How much service people can reach. Every index works on a TravelTable (costs in minutes) or on a
// CostMatrix.
//
// Conventions, the same in all of them:
// - A limit is closed: a pair of cost t counts if t <= limit.
// - A missing pair is unreachable: it counts in no sum. It is never a cost of zero.
// - A supply that no one reaches serves no one; people who reach nothing have 0.
// - Sums run in a fixed order, so the result has the same bits on any number of threads.
#include <cstdint>
#include <limits>
#include <span>
#include <variant>
#include <vector>

#include "geo/travel_table.hpp"

namespace geo {

/// Pairs of a demand place (row) and a supply place (column) with any cost, as compressed rows.
struct CostMatrix {
    std::uint32_t rows = 0, columns = 0;
    std::vector<std::uint32_t> first{0};  ///< rows + 1 entries
    std::vector<std::uint32_t> column{};
    std::vector<double> cost{};
};

inline constexpr double no_limit = std::numeric_limits<double>::infinity();

/// Weight 1 up to and including `limit`, 0 beyond.
struct Within {
    double limit;
};

/// Weight `weight[i]` up to `edge[i]`, 0 beyond the last edge. Edges ascend.
///
/// Published programs differ at an edge: with `upper_edge` true a cost equal to edge[i] has weight[i] (PySAL
/// access, and the closed limit of this model); with false it already has the next weight (R accessibility).
/// On whole minutes that changes results by up to 1.6 times.
struct Steps {
    std::vector<double> edge, weight;
    bool upper_edge = true;
};

/// exp(-t² / 2 sigma²) up to `limit`. The R package fca asks for 1 % at its limit T: sigma = T / sqrt(2 ln
/// 100).
struct Gaussian {
    double sigma = 0;
    double limit = no_limit;
};

/// exp(-rate * t) up to `limit`.
struct Exponential {
    double rate = 0;
    double limit = no_limit;
};

/// Falls from 1 at cost 0 through a bend at `middle`: (1 + exp(-k middle)) / (1 + exp(k (t - middle))) with k
/// = pi / (spread sqrt 3), so `spread` is the standard deviation of the logistic distribution (R
/// accessibility; Rosik et al. 2021).
struct Logistic {
    double middle = 0, spread = 0;
    double limit = no_limit;
};

/// (max(t, least) / scale)^-exponent up to `limit`.
struct InversePower {
    double exponent = 0;
    double scale = 1;
    double least = 1;
    double limit = no_limit;
};

using Decay = std::variant<Within, Steps, Gaussian, Exponential, Logistic, InversePower>;

/// Weight of a pair of this cost. Throws InputError for steps that do not ascend or do not match their
/// weights.
double weight_at(const Decay& decay, double cost);

/// Cost to the nearest supply place of each row; infinity if none is reached.
template <class Pairs>
std::vector<double> nearest(const Pairs& pairs);

/// The same over columns with a mark: practices with an open list, or of one kind.
template <class Pairs>
std::vector<double> nearest(const Pairs& pairs, std::span<const std::uint8_t> marked);

/// Supply in reach, weighted by decay: cumulative opportunities with Within, the gravity model (Hansen 1959)
/// with the others.
template <class Pairs>
std::vector<double> opportunities(const Pairs& pairs, std::span<const double> supply, const Decay& decay);

/// Supply per person by two-step floating catchment areas: 2SFCA with Within (Luo and Wang 2003), E2SFCA with
/// steps or Gaussian (Luo and Qi 2009). R_j = S_j / sum_i P_i w_ij; A_i = sum_j R_j w_ij. Sum over people of
/// A = supply that someone reaches.
template <class Pairs>
std::vector<double> two_step(const Pairs& pairs, std::span<const double> people,
                             std::span<const double> supply, const Decay& decay);

/// M2SFCA (Delamater 2013): the weight counts twice in the second step, so distant supply is partly lost.
template <class Pairs>
std::vector<double> modified_two_step(const Pairs& pairs, std::span<const double> people,
                                      std::span<const double> supply, const Decay& decay);

/// 3SFCA (Wan, Zou, Sternberg 2012): people split their demand over supplies by G_ij = v_ij / sum_k v_ik.
/// R_j = S_j / sum_i P_i G_ij w_ij; A_i = sum_j R_j G_ij w_ij, where w follows `decay` and v follows
/// `selection`, usually the same. Published programs differ in the sum for G: R fca sums weights cut at the
/// limit (`selection` = `decay`), PySAL access sums over all listed pairs, those beyond the limit too
/// (`selection` without a limit).
template <class Pairs>
std::vector<double> three_step(const Pairs& pairs, std::span<const double> people,
                               std::span<const double> supply, const Decay& decay, const Decay& selection);

/// MH3SFCA (Jörg, Lenz, Wetz, Widmer 2019): selection by Huff, G_ij = S_j w_ij / sum_k S_k w_ik; R_j = S_j /
/// sum_i P_i G_ij; A_i = sum_j R_j G_ij w_ij.
template <class Pairs>
std::vector<double> modified_huff_three_step(const Pairs& pairs, std::span<const double> people,
                                             std::span<const double> supply, const Decay& decay);

/// Balanced FCA (Paez, Higgins, Vivona 2019): people and service are both split in shares that add to one.
/// R_j = S_j / sum_i P_i w_ij / w_i.; A_i = sum_j R_j w_ij / w_.j.
template <class Pairs>
std::vector<double> balanced(const Pairs& pairs, std::span<const double> people,
                             std::span<const double> supply, const Decay& decay);

/// Spatial availability (Soukhov et al. 2023): each supply is shared out by people and weight. V_i = sum_j
/// S_j P_i w_ij / sum_k P_k w_kj: the whole supply of a row's people, not per person. It adds up to the
/// supply that someone reaches. (R accessibility gives a missing value where no one lives near a supply; here
/// it is 0.)
template <class Pairs>
std::vector<double> spatial_availability(const Pairs& pairs, std::span<const double> people,
                                         std::span<const double> supply, const Decay& decay);

}  // namespace geo
