namespace Orleans.Runtime;

/// <summary>Values that go along with every call made from here, as a copy.</summary>
public static class RequestContext
{
    // What is in it is never changed, so that handing it over is a copy.
    private static readonly AsyncLocal<ImmutableDictionary<string, object>?> Current = new();

    internal static ImmutableDictionary<string, object>? Values
    {
        get => Current.Value;
        set => Current.Value = value;
    }

    /// <summary>The names that have a value.</summary>
    public static IEnumerable<string> Keys => Current.Value?.Keys ?? [];

    /// <summary>All values.</summary>
    public static IEnumerable<KeyValuePair<string, object>> Entries => Current.Value ?? [];

    /// <summary>The value of a name, or null.</summary>
    public static object? Get(string key) => Current.Value?.GetValueOrDefault(key);

    /// <summary>Gives a name its value for calls made from now on.</summary>
    public static void Set(string key, object value) =>
        Current.Value = (Current.Value ?? ImmutableDictionary<string, object>.Empty).SetItem(key, value);

    /// <summary>Takes a name out; tells whether it was there.</summary>
    public static bool Remove(string key)
    {
        if (Current.Value is not { } values || !values.ContainsKey(key)) return false;
        Current.Value = values.Count == 1 ? null : values.Remove(key);
        return true;
    }

    /// <summary>Takes every name out.</summary>
    public static void Clear()
    {
        if (Current.Value is not null) Current.Value = null;
    }
}
