// Twelve months of a scenario, month by month: how many people lack a GP.
//     year_of_coverage SCENARIO.toml
#include <cstdio>
#include <exception>

#include "data/input_set.hpp"
#include "data/scenario.hpp"
#include "runs/study/simulation.hpp"

int main(int argc, char** argv) {
    if (argc != 2) return std::puts("usage: year_of_coverage SCENARIO.toml"), 2;
    try {
        auto scenario = data::read_scenario(argv[1]);
        scenario.months = 12;
        const auto inputs = data::read_input_set(scenario.inputs);
        const auto run = study::simulate(scenario, inputs);
        std::puts("month  patients without a GP  lists without a GP");
        for (int month = 0; month <= run.months_done(); ++month) {
            const auto& table = run.tables[static_cast<std::size_t>(month)];
            std::printf("%5d  %21lld  %18lld\n", month,
                        static_cast<long long>(study::total(table, "patients_without_gp")),
                        static_cast<long long>(study::total(table, "lists_without_gp")));
        }
    } catch (const std::exception& error) {
        return std::fprintf(stderr, "%s\n", error.what()), 1;
    }
}
