#include "runs/study/ensemble.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <mutex>

#include "data/ensemble_file.hpp"
#include "geo/base/error.hpp"
#include "geo/base/parallel.hpp"
#include "runs/study/draw_file.hpp"
#include "runs/study/usage.hpp"

namespace study {

std::vector<std::uint64_t> Ensemble::seeds(const data::Scenario& scenario) const {
    std::vector<std::uint64_t> result;
    for (const std::size_t row : rows) result.push_back(scenario.seed + row);
    return result;
}

double Ensemble::mean_total(int time, std::string_view count, const model::Area& area) const {
    const auto table = sums.at(time);
    const auto places = table.size() / model::counts().size();
    const auto row = table.subspan(model::count_row(count) * places, places);
    std::int64_t sum = 0;
    for (const auto m : area.members) sum += row[m.value];
    return static_cast<double>(sum) / sums.replicates();
}

void for_each_draw(const model::Setting& setting, const data::Scenario& scenario, const data::InputSet& set,
                   const Watch& watch, const std::function<void(std::uint32_t, Simulation)>& take,
                   const KeepDraw& keep) {
    std::mutex one_at_a_time;
    const Watch inside{watch.stop, {}, [&](const std::string& sentence) {
                           const std::lock_guard lock(one_at_a_time);
                           watch.say(sentence);
                       }};
    int done = 0;
    const auto simulate_one = [&](std::uint32_t r) {
        watch.stop.check();  // before the setting is copied: many may wait for their turn
        auto keeping = keep ? keep(r) : Keeping{};
        if (keeping) {
            auto run =
                simulate_in(setting, scenario, set, scenario.seed + r, inside, {}, std::move(*keeping));
            if (run.months_done() < scenario.months) return;
            run.world = {};  // its memory goes before this draw waits for its turn
            take(r, std::move(run));
        }
        const std::lock_guard lock(one_at_a_time);
        watch.step("simulating replicates", ++done, scenario.replicates);
    };
    geo::for_each_job(static_cast<std::uint32_t>(scenario.replicates), [&](std::uint32_t r) {
        try {
            simulate_one(r);
        } catch (const geo::Stopped&) {  // what is done is kept
        }
    });
}

data::Scenario read_with_usual_draws(const std::filesystem::path& file, data::Overrides overrides) {
    auto scenario = data::read_scenario(file, overrides);
    if (scenario.says_replicates || !scenario.cell_months.empty()) return scenario;
    overrides.emplace_back("run.replicates", std::to_string(usual_replicates));
    return data::read_scenario(file, overrides);
}

void must_fit_replicates(const data::Scenario& scenario) {
    if (scenario.replicates > 1 && !scenario.cell_months.empty())
        throw geo::InputError("output.cells",
                              "squares are of one run: set run.replicates = 1, or leave them out");
}

Ensemble simulate_ensemble(const data::Scenario& scenario, const data::InputSet& set,
                           const std::filesystem::path& scratch, const Watch& watch,
                           const geo::OrderOf& order_of, const KeptDraws& keeping,
                           const std::function<void(const Ensemble&)>& after_draw) {
    must_fit_replicates(scenario);
    const auto headline = model::headline_counts(model::counts());
    const auto times = static_cast<std::size_t>(scenario.months) + 1;
    Ensemble done{data::ReplicateStore(scratch, headline.size() * times * set.figures.municipalities.size())};
    const double begin = now_seconds();
    watch.stop.check();
    const auto setting = model::make_setting(data::simulated(set), model::SettingParams(scenario.params),
                                             done.remarks, order_of, watch.stop);
    done.setting_seconds = now_seconds() - begin;
    std::mutex one_at_a_time;
    const double replicates_begin = now_seconds();
    const double cpu_begin = cpu_seconds();
    const auto fold = [&](std::uint32_t r, const Simulation& run) {
        done.store.put(r, data::replicate_record(run.tables, headline));
        const std::lock_guard lock(one_at_a_time);
        done.sums.add(run.tables);
        if (r == 0) done.remarks.insert(done.remarks.end(), run.remarks.begin(), run.remarks.end());
        done.rows.insert(std::upper_bound(done.rows.begin(), done.rows.end(), r), r);
        done.person_months += run.person_months;
        done.border.in += run.border.in;
        done.border.out += run.border.out;
        if (after_draw) after_draw(done);
    };
    const bool keeps = !keeping.folder.empty();
    const auto identity = [&](std::uint32_t r) { return draw_identity(scenario, set, scenario.seed + r); };
    const auto keep = [&](std::uint32_t r) -> std::optional<Keeping> {
        if (!keeps) return Keeping{};
        auto kept = read_draw(keeping.file(r), identity(r));
        if (!kept) return Keeping{keeping.file(r), keeping.every_seconds};
        if (!kept->finished) return Keeping{keeping.file(r), keeping.every_seconds, std::move(kept->run)};
        fold(r, kept->run);
        return std::nullopt;
    };
    std::atomic<bool> told = false;
    const auto take = [&](std::uint32_t r, const Simulation& run) {
        fold(r, run);
        if (keeps) try {
                std::filesystem::create_directories(keeping.folder);
                write_draw(keeping.file(r), run, identity(r), true);
            } catch (const std::exception& error) {
                if (told.exchange(true)) return;
                const std::lock_guard lock(one_at_a_time);
                watch.say(fmt::format("the run goes on, but finished draws are not kept: {}", error.what()));
            }
    };
    for_each_draw(setting, scenario, set, watch, take, keep);
    done.replicate_seconds = now_seconds() - replicates_begin;
    done.cpu_seconds = cpu_seconds() - cpu_begin;
    return done;
}

}  // namespace study
