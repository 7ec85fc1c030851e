#include "runs/study/resumable_run.hpp"

#include "runs/study/draw_file.hpp"

namespace study {
namespace fs = std::filesystem;
namespace {

/// What was kept on the way to a file is no longer needed once it is whole.
void tidy(const fs::path& output, const KeptDraws& kept) {
    kept.remove();
    std::error_code ignored;
    fs::remove(partial_name(output), ignored);
}

}  // namespace

Written<Ensemble> write_resumable_draws(const fs::path& output, const data::Scenario& scenario,
                                        const data::InputSet& set, const Watch& watch,
                                        const geo::OrderOf& order_of, const KeptDraws& kept,
                                        const std::function<void(const Ensemble&)>& after_draw) {
    const auto folder = output.has_parent_path() ? output.parent_path() : fs::path(".");
    auto run = simulate_ensemble(scenario, set, folder, watch, order_of, kept, after_draw);
    Written<Ensemble> written{std::move(run), 0, scenario.replicates};
    written.done = written.run.sums.replicates();
    if (written.done == 0) return written;
    written.file = written.whole() ? output : partial_name(output);
    write_replicates(written.file, scenario, set, written.run);
    if (written.whole()) tidy(output, kept);
    return written;
}

Written<Simulation> write_resumable_run(const fs::path& output, const data::Scenario& scenario,
                                        const data::InputSet& set, const Watch& watch,
                                        const geo::OrderOf& order_of, const KeptDraws& kept) {
    Keeping keeping;
    if (!kept.folder.empty()) {
        keeping = {kept.file(0), kept.every_seconds};
        if (auto before = read_draw(keeping.file, draw_identity(scenario, set, scenario.seed)))
            keeping.from = std::move(before->run);
    }
    Written<Simulation> written{simulate_into(output, scenario, set, watch, order_of, std::move(keeping)), 0,
                                scenario.months};
    written.done = written.run.months_done();
    written.file = written.whole() ? output : partial_name(output);
    if (written.whole())
        tidy(output, kept);
    else
        write_run(written.file, scenario, set, written.run);
    return written;
}

}  // namespace study
