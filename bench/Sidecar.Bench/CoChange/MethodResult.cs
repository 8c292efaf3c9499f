namespace Sidecar.Bench.CoChange;

/// <summary>How good a method was.</summary>
/// <param name="Name">The method.</param>
/// <param name="Hit1">The share of questions where its first guess was right.</param>
/// <param name="Hit3">The share where one of its first three was.</param>
/// <param name="P3">The share of the first three guesses that was right; a guess that was not made is wrong.</param>
/// <param name="R3">The share of the commit's other files that was among the first three.</param>
/// <param name="From20">Its warnings from 0.20 on.</param>
/// <param name="From30">Its warnings from 0.30 on.</param>
internal sealed record MethodResult(string Name, double Hit1, double Hit3, double P3, double R3, Warned From20, Warned From30);
