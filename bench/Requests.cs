using System.Collections.Concurrent;

namespace Commerce.Bench;

/// <summary>How long each request took, by what was asked, and how it was answered.</summary>
internal sealed class Requests
{
    private readonly ConcurrentDictionary<(string What, int Status), ConcurrentBag<double>> times = [];

    /// <summary>One request was answered.</summary>
    public void Took(string what, int status, TimeSpan time) =>
        times.GetOrAdd((what, status), static _ => []).Add(time.TotalMilliseconds);

    /// <summary>Forgets all: the warm-up is over.</summary>
    public void Clear() => times.Clear();

    /// <summary>Of all of them.</summary>
    public Percentiles All => Percentiles.Of(times.Values.SelectMany(one => one));

    /// <summary>Of each, the slowest first.</summary>
    public IReadOnlyList<(string What, Percentiles Times)> ByKind =>
    [
        .. times.GroupBy(one => one.Key.What, one => one.Value)
            .Select(kind => (kind.Key, Percentiles.Of(kind.SelectMany(one => one))))
            .OrderByDescending(kind => kind.Item2.P99),
    ];

    /// <summary>How many of each were turned away, as there was too much to do.</summary>
    public IReadOnlyDictionary<string, int> Shed => times.Where(one => one.Key.Status is 429 or 503)
        .GroupBy(one => one.Key.What, one => one.Value.Count).ToDictionary(kind => kind.Key, kind => kind.Sum());
}
