// The rules of five_rules.py as a plain loop over people: the other yardstick of engine.py. Prints
// person-months per CPU-second. `five_rules [people] [months]`
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <vector>

namespace {

constexpr std::uint32_t municipalities = 357;
constexpr double moves = 0.003, switches = 0.006, quits = 0.004;
constexpr int oldest = 1080;

/// xoshiro128+ (Blackman and Vigna 2021).
class Random {
public:
    double uniform() { return (bits() + 0.5) * 0x1p-32; }
    std::uint32_t below(std::uint32_t n) {
        return static_cast<std::uint32_t>((static_cast<std::uint64_t>(bits()) * n) >> 32U);
    }

private:
    std::uint32_t bits() {
        const auto rotated = [](std::uint32_t x, int k) { return (x << k) | (x >> (32 - k)); };
        const auto result = state_[0] + state_[3];
        const auto t = state_[1] << 9U;
        state_[2] ^= state_[0];
        state_[3] ^= state_[1];
        state_[1] ^= state_[2];
        state_[0] ^= state_[3];
        state_[2] ^= t;
        state_[3] = rotated(state_[3], 11);
        return result;
    }
    std::array<std::uint32_t, 4> state_{1, 2, 3, 4};
};

struct Person {
    std::uint32_t gp;
    std::int32_t age;
};

}  // namespace

int main(int count, char** argument) {
    const auto people = static_cast<std::uint32_t>(count > 1 ? std::atol(argument[1]) : 5'600'000);
    const int months = count > 2 ? std::atoi(argument[2]) : 12;
    const auto begin = std::clock();
    const auto gps = people / 1000;
    Random random;
    std::vector<std::uint32_t> home(gps), first(municipalities + 1, 0), length(gps, 0);
    for (std::uint32_t g = 0; g < gps; ++g) {
        home[g] = static_cast<std::uint32_t>(static_cast<std::uint64_t>(g) * municipalities / gps);
        ++first[home[g] + 1];
    }
    for (std::uint32_t m = 0; m < municipalities; ++m) first[m + 1] += first[m];
    std::vector<Person> all(people);
    for (std::uint32_t i = 0; i < people; ++i) {
        all[i] = {i % gps, static_cast<std::int32_t>(random.below(oldest))};
        ++length[i % gps];
    }
    std::vector<double> dying;
    for (int age = 0; age <= oldest + months; ++age)
        dying.push_back(std::min(0.00005 + 0.000004 * std::exp(0.0075 * age), 0.035));
    std::vector<std::uint8_t> quit(gps);
    std::array<std::uint64_t, 4> seen{};
    for (int month = 0; month < months; ++month) {
        for (auto& q : quit) seen[3] += q = random.uniform() < quits;
        for (auto& one : all) {
            const double u = random.uniform();
            const double dies = dying[static_cast<std::size_t>(++one.age)];
            if (u >= dies + moves + switches && !quit[one.gp]) continue;
            auto place = home[one.gp];
            if (u < dies) {
                one.age = 0;
                ++seen[0];
            } else if (u < dies + moves) {
                place = home[random.below(gps)];
                ++seen[1];
            } else {
                ++seen[2];
            }
            --length[one.gp];
            const auto room = [&](std::uint32_t g) { return quit[g] ? people : length[g]; };
            const auto wide = first[place + 1] - first[place];
            const auto a = first[place] + random.below(wide), b = first[place] + random.below(wide);
            one.gp = room(a) <= room(b) ? a : b;
            ++length[one.gp];
        }
    }
    const double spent = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    std::fprintf(stderr, "deaths %lu moves %lu switches %lu quits %lu longest list %u\n",
                 static_cast<unsigned long>(seen[0]), static_cast<unsigned long>(seen[1]),
                 static_cast<unsigned long>(seen[2]), static_cast<unsigned long>(seen[3]),
                 *std::max_element(length.begin(), length.end()));
    std::printf("%.0f\n", static_cast<double>(people) * months / spent);
}
