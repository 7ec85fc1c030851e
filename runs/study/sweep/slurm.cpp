#include "runs/study/sweep/slurm.hpp"

#include <fmt/format.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "data/read_text_file.hpp"
#include "data/write_file.hpp"
#include "geo/base/threads.hpp"

namespace study {
namespace fs = std::filesystem;
namespace {

constexpr std::uint32_t most_tasks = 1000;
constexpr double wanted_task_seconds = 3600;

/// A text as one word of the shell.
std::string shell_word(std::string_view text) {
    std::string out = "'";
    for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
}

struct Said {
    int exit_code;
    std::string text;  ///< stdout and stderr
};

Said shell(const std::string& line) {
    Said said{127, ""};
    // NOLINTNEXTLINE(cert-env33-c): only Slurm's commands, a path as one word
    FILE* pipe = ::popen((line + " 2>&1").c_str(), "r");
    if (!pipe) return said;
    std::array<char, 4096> piece{};
    while (const auto got = std::fread(piece.data(), 1, piece.size(), pipe))
        said.text.append(piece.data(), got);
    const int status = ::pclose(pipe);
    said.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
    while (!said.text.empty() && said.text.back() == '\n') said.text.pop_back();
    return said;
}

std::string this_program() {
    std::error_code error;
    const auto path = fs::read_symlink("/proc/self/exe", error);
    return error ? "legekart" : path.string();
}

/// Array jobs submitted for this sweep so far.
std::set<std::string> submitted(const SweepFolder& folder) {
    data::must_be_no_stream(folder.root / "slurm" / "jobs");
    std::ifstream in(folder.root / "slurm" / "jobs");
    std::set<std::string> jobs;
    for (std::string job; std::getline(in, job);) jobs.insert(job);
    return jobs;
}

/// This sweep's tasks in the queue, by "ARRAY_TASK"; only those running, or also those waiting.
std::set<std::string> queued(const SweepFolder& folder, bool waiting_too) {
    const auto jobs = submitted(folder);
    std::set<std::string> tasks;
    if (jobs.empty()) return tasks;
    const auto said = shell(fmt::format("squeue --noheader --array --me --format=%F_%K{}",
                                        waiting_too ? "" : " --states=RUNNING"));
    if (said.exit_code != 0) return tasks;
    std::istringstream lines(said.text);
    for (std::string task; std::getline(lines, task);)
        if (jobs.contains(task.substr(0, task.find('_')))) tasks.insert(task);
    return tasks;
}

std::string submit_script(const SweepFolder& folder, const std::string& options, const std::string& script) {
    const auto said = shell(fmt::format("sbatch --parsable {} {}", options,
                                        shell_word((folder.root / "slurm" / script).string())));
    if (said.exit_code != 0 || said.text.empty())
        throw std::runtime_error(
            fmt::format("sbatch refused {}: {}\nthe job scripts are in {}; submit them by "
                        "hand, or try again with other --sbatch options",
                        script, said.text, (folder.root / "slurm").string()));
    const auto last_line = said.text.substr(said.text.rfind('\n') + 1);
    return last_line.substr(0, last_line.find(';'));  // "JOB;CLUSTER" where there are several clusters
}

std::string head_of(const SweepFolder& folder, const std::string& what, const SlurmWishes& wishes) {
    std::string text = fmt::format(
        "#!/bin/bash\n"
        "#SBATCH --job-name=\"{}-{}\"\n"
        "#SBATCH --chdir=\"{}\"\n"
        "#SBATCH --open-mode=append\n",
        folder.plan.name, what, folder.root.string());
    for (const auto& option : wishes.sbatch) text += "#SBATCH " + option + "\n";
    return text;
}

std::string setup_of(const SlurmWishes& wishes) {
    std::string text;
    for (const auto& line : wishes.setup) text += line + "\n";
    return text;
}

}  // namespace

SlurmLayout slurm_layout(std::uint32_t runs, const SlurmWishes& wishes, const SweepSample& sample) {
    SlurmLayout layout;
    layout.cpus_per_task = wishes.cpus_per_task > 0 ? wishes.cpus_per_task : 4;
    const double row = std::max(0.01, sample.run_seconds);
    const double per_task = wanted_task_seconds / row * layout.cpus_per_task;
    const auto rows = static_cast<std::uint32_t>(std::clamp(per_task, 1.0, static_cast<double>(runs)));
    layout.rows_per_task = wishes.rows_per_task > 0 ? wishes.rows_per_task
                                                    : std::max(rows, (runs + most_tasks - 1) / most_tasks);
    layout.tasks = (runs + layout.rows_per_task - 1) / layout.rows_per_task;
    const double rounds = std::ceil(static_cast<double>(layout.rows_per_task) / layout.cpus_per_task);
    const double seconds = sample.start_seconds + rounds * row;
    // Twice as slow as here, and time to keep the rows under way after the signal. Slurm may signal a minute
    // early.
    layout.signal_seconds = 60;
    layout.minutes = wishes.minutes > 0
                         ? wishes.minutes
                         : static_cast<int>(std::ceil((2 * seconds + layout.signal_seconds + 60) / 60)) + 1;
    layout.memory_mb = wishes.memory_mb > 0
                           ? wishes.memory_mb
                           : static_cast<int>(std::ceil(
                                 1.3 * (sample.shared_mb + sample.run_mb * layout.cpus_per_task) / 64)) *
                                 64;
    return layout;
}

void write_slurm_scripts(const SweepFolder& folder, const SlurmLayout& layout, const SlurmWishes& wishes) {
    fs::create_directories(folder.root / "slurm" / "log");
    const auto program = shell_word(this_program());
    const auto place = shell_word(folder.root.string());
    const auto array =
        head_of(folder, "runs", wishes) +
        fmt::format(
            "#SBATCH --output=slurm/log/%A_%a.txt\n"
            "#SBATCH --cpus-per-task={}\n"
            "#SBATCH --mem={}M\n"
            "#SBATCH --time={}\n"
            "#SBATCH --requeue\n"
            "#SBATCH --signal=B:TERM@{}\n"
            "# Task k does rows k x {} and on; rows that are done are skipped. Told that time is "
            "running out,\n"
            "# it keeps its rows under way, exits 75 and is queued again.\n",
            layout.cpus_per_task, layout.memory_mb, layout.minutes, layout.signal_seconds,
            layout.rows_per_task) +
        setup_of(wishes) +
        fmt::format(
            "from=$((SLURM_ARRAY_TASK_ID * {0}))\n"
            "to=$((from + {0} - 1))\n"
            "[ $to -lt {1} ] || to={2}\n"
            "trap 'kill -TERM $worker 2>/dev/null' TERM\n"
            "{3} sweep work {4} --from $from --to $to --threads {5} --progress never &\n"
            "worker=$!\n"
            "while kill -0 $worker 2>/dev/null; do wait $worker; done\n"
            "wait $worker; code=$?\n"
            "if [ $code -eq 75 ]; then\n"
            "    scontrol requeue ${{SLURM_ARRAY_JOB_ID}}_$SLURM_ARRAY_TASK_ID && sleep 60\n"
            "fi\n"
            "exit $code\n",
            layout.rows_per_task, folder.runs(), folder.runs() - 1, program, place, layout.cpus_per_task);
    const auto collect = head_of(folder, "collect", wishes) +
                         fmt::format(
                             "#SBATCH --output=slurm/log/collect_%j.txt\n"
                             "#SBATCH --cpus-per-task=1\n"
                             "#SBATCH --mem={}M\n"
                             "#SBATCH --time=60\n",
                             std::max(512, layout.memory_mb)) +
                         setup_of(wishes) + fmt::format("exec {} sweep collect {}\n", program, place);
    const nlohmann::ordered_json j{
        {"rows_per_task", layout.rows_per_task}, {"tasks", layout.tasks},
        {"cpus_per_task", layout.cpus_per_task}, {"minutes", layout.minutes},
        {"memory_mb", layout.memory_mb},         {"signal_seconds", layout.signal_seconds}};
    data::write_file(folder.root / "slurm" / "array.sh", array);
    data::write_file(folder.root / "slurm" / "collect.sh", collect);
    data::write_file(folder.root / "slurm" / "layout.json", j.dump(2) + "\n");
}

std::optional<SlurmLayout> read_slurm_layout(const SweepFolder& folder) {
    data::must_be_no_stream(folder.root / "slurm" / "layout.json");
    std::ifstream in(folder.root / "slurm" / "layout.json");
    if (!in) return std::nullopt;
    const auto j = nlohmann::json::parse(in, nullptr, false);
    if (j.is_discarded()) return std::nullopt;
    SlurmLayout layout;
    layout.rows_per_task = std::max(1U, j.value("rows_per_task", 1U));
    layout.tasks = j.value("tasks", 1U);
    layout.cpus_per_task = j.value("cpus_per_task", 1U);
    layout.minutes = j.value("minutes", 1);
    layout.memory_mb = j.value("memory_mb", 0);
    layout.signal_seconds = j.value("signal_seconds", 60);
    return layout;
}

SlurmJobs submit(const SweepFolder& folder, const SlurmLayout& layout, const std::vector<bool>& wanted) {
    for (std::uint32_t run = 0; run < wanted.size(); ++run)
        if (wanted[run]) fs::remove(folder.failure_file(run));
    std::set<std::uint32_t> busy;  // tasks in the queue already
    for (const auto& task : queued(folder, true)) {
        const auto number = task.substr(task.find('_') + 1);
        if (!number.empty() &&
            std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; }))
            busy.insert(static_cast<std::uint32_t>(std::stoul(number)));
    }
    SlurmJobs jobs;
    for (std::uint32_t task = 0; task < layout.tasks; ++task) {
        const auto first = wanted.begin() + std::ptrdiff_t{task} * layout.rows_per_task;
        const auto last = wanted.begin() + std::min((task + 1) * layout.rows_per_task, folder.runs());
        if (std::find(first, last, true) != last && !busy.contains(task)) jobs.tasks.push_back(task);
    }
    if (jobs.tasks.empty()) return jobs;
    jobs.array = submit_script(folder, "--array=" + ranges(jobs.tasks, ","), "array.sh");
    std::ofstream(folder.root / "slurm" / "jobs", std::ios::app) << jobs.array << "\n";
    jobs.collect = submit_script(folder, "--dependency=afterany:" + jobs.array, "collect.sh");
    return jobs;
}

std::set<std::string> running_slurm_tasks(const SweepFolder& folder) {
    return queued(folder, false);
}

std::vector<Worker> workers(const SweepFolder& folder) {
    return workers(folder, [&] { return running_slurm_tasks(folder); });
}

std::string ranges(const std::vector<std::uint32_t>& numbers, std::string_view separator) {
    std::string text;
    for (std::size_t i = 0; i < numbers.size();) {
        std::size_t end = i + 1;
        while (end < numbers.size() && numbers[end] == numbers[end - 1] + 1) ++end;
        if (!text.empty()) text += separator;
        text +=
            end - i == 1 ? fmt::format("{}", numbers[i]) : fmt::format("{}-{}", numbers[i], numbers[end - 1]);
        i = end;
    }
    return text;
}

}  // namespace study
