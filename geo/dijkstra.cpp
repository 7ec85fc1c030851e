#include "geo/dijkstra.hpp"

#include <algorithm>
#include <cassert>

namespace geo {

void Dijkstra::push(std::uint64_t item) {
    auto i = heap_.size();
    heap_.push_back(item);
    while (i > 0) {
        const auto parent = (i - 1) / 4;
        if (heap_[parent] <= item) break;
        heap_[i] = heap_[parent];
        i = parent;
    }
    heap_[i] = item;
}

std::uint64_t Dijkstra::pop() {
    const auto top = heap_.front(), item = heap_.back();
    heap_.pop_back();
    const auto size = heap_.size();
    if (size == 0) return top;
    std::size_t i = 0;
    for (;;) {
        const auto begin = 4 * i + 1;
        if (begin >= size) break;
        auto least = begin;
        for (auto child = begin + 1; child < std::min(begin + 4, size); ++child)
            if (heap_[child] < heap_[least]) least = child;
        if (heap_[least] >= item) break;
        heap_[i] = heap_[least];
        i = least;
    }
    heap_[i] = item;
    return top;
}

void Dijkstra::offer(std::uint32_t node, std::uint32_t millis) {
    auto& known = millis_[node];
    if (millis >= known) return;
    if (known == unreachable_ms) touched_.push_back(node);
    known = millis;
    push(std::uint64_t{millis} << 32 | node);
}

void Dijkstra::run(const Adjacency& arcs, std::span<const Start> starts, std::uint32_t limit_ms) {
    assert(arcs.first.size() == millis_.size() + 1 && limit_ms < unreachable_ms);
    for (const auto node : touched_) millis_[node] = unreachable_ms;
    touched_.clear();
    found_.clear();
    heap_.clear();
    for (const Start& start : starts)
        if (start.millis <= limit_ms) offer(start.node, start.millis);
    while (!heap_.empty()) {
        const auto item = pop();
        const auto node = static_cast<std::uint32_t>(item);
        const auto millis = static_cast<std::uint32_t>(item >> 32);
        if (millis != millis_[node]) continue;  // a shorter way was found after this was pushed
        found_.push_back(node);
        for (auto a = arcs.first[node]; a < arcs.first[node + 1]; ++a) {
            const auto there = millis + arcs.millis[a];
            if (there <= limit_ms) offer(arcs.head[a], there);
        }
    }
}

}  // namespace geo
