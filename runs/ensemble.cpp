#include "runs/ensemble.hpp"

#include <algorithm>
#include <mutex>

#include "data/ensemble_file.hpp"
#include "geo/base/parallel.hpp"
#include "runs/progress.hpp"

namespace runs {

std::vector<std::uint64_t> Ensemble::seeds(const data::Scenario& scenario) const {
    std::vector<std::uint64_t> result;
    for (const std::size_t row : rows) result.push_back(scenario.seed + row);
    return result;
}

Ensemble simulate_ensemble(const data::Scenario& scenario, const data::InputSet& set,
                           const std::string& progress_mode, const std::filesystem::path& scratch,
                           const geo::OrderOf& order_of) {
    const auto headline = model::headline_counts(model::counts());
    const auto times = static_cast<std::size_t>(scenario.months) + 1;
    Ensemble done{data::ReplicateStore(scratch, headline.size() * times * set.figures.municipalities.size())};
    const double begin = now_seconds();
    const auto setting = model::make_setting(set.figures, scenario.params, done.remarks, order_of);
    done.setting_seconds = now_seconds() - begin;
    listen_for_stop();
    Progress progress("simulating replicates", scenario.replicates, progress_mode);
    std::mutex one_at_a_time;
    const double replicates_begin = now_seconds();
    const double cpu_begin = cpu_seconds();
    geo::for_each_job(static_cast<std::uint32_t>(scenario.replicates), [&](std::uint32_t r) {
        if (stop_asked()) return;
        auto run = simulate_in(setting, scenario, set, scenario.seed + r,
                               [](int, const model::World&, const model::MonthTable&) {});
        if (run.months_done() < scenario.months) return;
        run.world = {};  // its memory goes before this replicate waits for its turn
        done.store.put(r, data::replicate_record(run.tables, headline));
        const std::lock_guard lock(one_at_a_time);
        done.sums.add(run.tables);
        if (r == 0) done.remarks.insert(done.remarks.end(), run.remarks.begin(), run.remarks.end());
        done.rows.insert(std::upper_bound(done.rows.begin(), done.rows.end(), r), r);
        done.person_months += run.person_months;
        progress.done(static_cast<int>(done.rows.size()));
    });
    done.replicate_seconds = now_seconds() - replicates_begin;
    done.cpu_seconds = cpu_seconds() - cpu_begin;
    return done;
}

}  // namespace runs
