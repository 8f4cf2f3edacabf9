#pragma once
// Random orders in which cars arrive, the same on every machine: what "typical" means in a capacity curve.
//
// A definition, so that a plan can be checked by somebody else's code. Order number j of n chargers is made so:
//
//   mix(x):  x ^= x >> 30;  x *= 0xBF58476D1CE4E5B9;  x ^= x >> 27;  x *= 0x94D049BB133111EB;  x ^= x >> 31
//   state = mix(2044 + j);  next(): state += 0x9E3779B97F4A7C15, return the upper 32 bits of mix(state)
//   below(m): the upper 32 bits of next() * m; again where the lower 32 bits are less than 2^32 mod m
//   order = 0, 1, …, n - 1;  for i = 0 … n - 2: swap order[i] with order[i + below(n - i)]
//
// all in unsigned arithmetic of 64 bits. The numbers are places in natural order of ids, so that the order of the file
// plays no part. (SplitMix64: Steele, Lea, Flood, OOPSLA 2014; bounded numbers without bias: Lemire, ACM TOMACS 2019;
// shuffle: Durstenfeld, CACM 1964.)

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ampsite {

inline constexpr std::uint32_t arrival_orders = 100;

/// Order `number` of that many chargers: each place in natural order of ids once.
std::vector<std::uint32_t> arrival_order(std::size_t chargers, std::uint32_t number);

}  // namespace ampsite
