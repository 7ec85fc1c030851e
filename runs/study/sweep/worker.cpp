#include "runs/study/sweep/worker.hpp"

#include <fmt/format.h>
#include <signal.h>  // NOLINT(modernize-deprecated-headers): kill is POSIX
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <tuple>

#include "data/write_file.hpp"

namespace study {
namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;
namespace {

std::string host_name() {
    char name[256] = {};
    ::gethostname(name, sizeof(name) - 1);
    return name;
}

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

/// Discarded if it is no JSON, or gone meanwhile.
Json read_json(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return Json::parse(in, nullptr, false);
}

}  // namespace

Worker Worker::of_this_process(std::uint32_t from, std::uint32_t to) {
    Worker worker;
    worker.host = host_name();
    worker.pid = ::getpid();
    worker.from = from;
    worker.to = to;
    worker.began = std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
    const auto array = variable("SLURM_ARRAY_JOB_ID");
    if (!array.empty()) worker.slurm_job = array + "_" + variable("SLURM_ARRAY_TASK_ID");
    return worker;
}

fs::path Worker::file(const SweepFolder& folder) const {
    return folder.root / "workers" / fmt::format("{}.{}.json", host, pid);
}

void Worker::write(const SweepFolder& folder) const {
    const Json j{{"host", host}, {"pid", pid},   {"slurm_job", slurm_job}, {"from", from},
                 {"to", to},     {"done", done}, {"running", running},     {"began", began}};
    data::write_file(file(folder), j.dump() + "\n");
}

std::vector<Worker> workers(const SweepFolder& folder,
                            const std::function<std::set<std::string>()>& running_tasks) {
    std::vector<Worker> result;
    const auto here = host_name();
    std::optional<std::set<std::string>> tasks;
    for (const auto& entry : fs::directory_iterator(folder.root / "workers")) {
        if (entry.path().extension() != ".json" || !entry.is_regular_file()) continue;
        const auto j = read_json(entry.path());
        if (j.is_discarded()) continue;
        Worker worker;
        worker.host = j.value("host", "");
        worker.pid = j.value("pid", 0);
        worker.slurm_job = j.value("slurm_job", "");
        worker.from = j.value("from", 0U);
        worker.to = j.value("to", 0U);
        worker.done = j.value("done", 0U);
        worker.running = j.value("running", std::set<std::uint32_t>{});
        worker.began = j.value("began", 0.0);
        bool alive = worker.host == here && worker.pid > 0 && (::kill(worker.pid, 0) == 0 || errno == EPERM);
        if (!alive && worker.host != here && !worker.slurm_job.empty()) {
            if (!tasks) tasks = running_tasks();
            alive = tasks->contains(worker.slurm_job);
        }
        if (alive) result.push_back(std::move(worker));
    }
    std::sort(result.begin(), result.end(), [](const Worker& a, const Worker& b) {
        return std::tie(a.from, a.host, a.pid) < std::tie(b.from, b.host, b.pid);
    });
    return result;
}

}  // namespace study
