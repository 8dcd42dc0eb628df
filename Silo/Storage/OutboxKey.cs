using System.Globalization;

namespace Commerce.Silo.Storage;

/// <summary>Where a message stands in the outbox; its text is the message's id, <c>order-….7.0</c>.</summary>
/// <param name="Entity">Whose write caused it.</param>
/// <param name="Version">The version that the write made.</param>
/// <param name="N">Its place among the messages of that write.</param>
internal sealed record OutboxKey(string Entity, long Version, int N)
{
    /// <summary>Reads a message's id; null: it is none. A key may hold dots itself: the last two are ours.</summary>
    public static OutboxKey? Read(string id)
    {
        var last = id.LastIndexOf('.');
        var first = last > 0 ? id.LastIndexOf('.', last - 1) : -1;
        return first > 0
            && long.TryParse(
                id.AsSpan(first + 1, last - first - 1), NumberStyles.None, CultureInfo.InvariantCulture,
                out var version)
            && int.TryParse(id.AsSpan(last + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            ? new(id[..first], version, n)
            : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Entity}.{Version}.{N}");
}
