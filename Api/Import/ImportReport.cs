using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.WebUtilities;

namespace Commerce.Api.Import;

/// <summary>What came of an import, as JSON. Rows are written as they come; what does not fit into a little memory
/// waits on disk until the request has been read, since many clients do not listen before they have said all.</summary>
internal sealed class ImportReport : IAsyncDisposable
{
    private const int MemoryMost = 64 * 1024;

    private static readonly JsonSerializerOptions RowForm = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly FileBufferingWriteStream buffer = new(MemoryMost);
    private readonly Utf8JsonWriter writer;
    private readonly ImportCounts counts = new();

    public ImportReport()
    {
        writer = new(buffer);
        writer.WriteStartObject();
        writer.WriteStartArray("rows");
    }

    /// <summary>Adds the result of a row.</summary>
    public async Task Add(RowResult row)
    {
        counts.Add(row);
        JsonSerializer.Serialize(writer, row, RowForm);
        if (writer.BytesPending > MemoryMost) await writer.FlushAsync();
    }

    /// <summary>Adds the sums, and sends all of it.</summary>
    public async Task Send(ProductFile file, HttpResponse response)
    {
        writer.WriteEndArray();
        writer.WriteNumber("created", counts.Created);
        writer.WriteNumber("updated", counts.Updated);
        writer.WriteNumber("unchanged", counts.Unchanged);
        writer.WriteNumber("failed", counts.Failed);
        writer.WritePropertyName("ignoredColumns");
        JsonSerializer.Serialize(writer, file.Header.Ignored);
        if (file.Stopped is { } stopped) writer.WriteString("stopped", stopped);
        writer.WriteEndObject();
        await writer.FlushAsync();
        response.ContentType = "application/json";
        await buffer.DrainBufferAsync(response.Body, response.HttpContext.RequestAborted);
    }

    public async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync();
        await buffer.DisposeAsync();
    }
}
