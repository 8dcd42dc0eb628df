using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Commerce.Silo.Storage.Queries;

/// <summary>
/// Where a list goes on: opaque to clients. It names the list, the sort and the filter that it belongs to, and carries
/// a hash of itself, so that one that was altered, or that is another list's, is known as such (H-05).
/// </summary>
internal static class Cursor
{
    private const string Version = "1";
    private const int HashBytes = 8;
    private const int LengthMost = 2_000;

    /// <summary>The cursor after a row.</summary>
    /// <param name="list">List and sort.</param>
    /// <param name="filter">The list's filter; anything with JSON.</param>
    /// <param name="place">The sort values of the last row, then its id.</param>
    public static string After(string list, object filter, params IEnumerable<string> place)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes<string[]>([Version, list, HashOf(filter), .. place]);
        return Base64Url.EncodeToString([.. SHA256.HashData(content).AsSpan(0, HashBytes), .. content]);
    }

    /// <summary>Reads the place out of a cursor.</summary>
    /// <returns>False when the cursor is not one of this list with this filter.</returns>
    public static bool TryRead(string cursor, string list, object filter, out ImmutableArray<string> place)
    {
        place = [];
        if (Content(cursor) is not [Version, var itsList, var itsFilter, .. var rest]) return false;
        place = [.. rest];
        return itsList == list && itsFilter == HashOf(filter);
    }

    private static string[] Content(string cursor)
    {
        if (cursor.Length > LengthMost || !Base64Url.IsValid(cursor)) return [];
        var bytes = Base64Url.DecodeFromChars(cursor);
        if (bytes.Length <= HashBytes) return [];
        var content = bytes.AsSpan(HashBytes);
        if (!SHA256.HashData(content).AsSpan(0, HashBytes).SequenceEqual(bytes.AsSpan(0, HashBytes))) return [];
        return JsonSerializer.Deserialize<string[]>(content) ?? [];
    }

    private static string HashOf(object filter) => Base64Url.EncodeToString(
        SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(filter, filter.GetType())).AsSpan(0, HashBytes));
}
