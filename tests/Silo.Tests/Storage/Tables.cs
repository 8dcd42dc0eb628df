using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Commerce.Silo.Storage;

namespace Commerce.Silo.Tests.Storage;

/// <summary>Reads whole tables in a form that is the same for both databases.</summary>
internal static class Tables
{
    /// <summary>The tables that one entity's rows stand in, replaced as a whole.</summary>
    public static readonly ImmutableArray<string> Read =
    [
        "products", "product_variants", "product_categories", "stock", "carts", "orders", "order_items", "payments",
        "shipments", "refunds", "access_keys", "user_classes", "customers", "customer_words", "customer_classes",
        "certificates", "certificate_uses", "certificate_returns", "order_words",
        "mail_templates",
    ];

    /// <summary>Every table that a write of an entity touches.</summary>
    public static readonly ImmutableArray<string> All =
        ["orleansstorage", "history", "outbox", "problems", "answers", "due", "stock_holds", .. Read];

    private static readonly JsonSerializerOptions Plain =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly ImmutableArray<string> Json = ["data", "content", "outcome"];

    /// <summary>Every row of every table, sorted: <c>orders: entity_id=order-1 number=7 …</c>.</summary>
    public static async Task<ImmutableArray<string>> Dump(IDatabase database)
    {
        List<string> rows = [];
        foreach (var table in All) rows.AddRange(await Dump(database, table));
        return [.. rows];
    }

    /// <summary>Every row of a table, sorted.</summary>
    public static Task<List<string>> Dump(IDatabase database, string table) => database.Read(async connection =>
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "select * from " + table;
        await using var reader = await command.ExecuteReaderAsync();
        List<string> rows = [];
        while (await reader.ReadAsync()) rows.Add($"{table}: {Row(reader)}");
        rows.Sort(StringComparer.Ordinal);
        return rows;
    });

    /// <summary>The columns of a table that a row fills, with their types in PostgreSQL.</summary>
    public static Task<List<(string Name, string Type, bool Nullable)>> Columns(IDatabase postgres, string table) =>
        postgres.Read(async connection =>
        {
            await using var command = connection.CreateCommand();
            command.CommandText = """
                select column_name, data_type, is_nullable = 'YES' from information_schema.columns
                where table_name = @table and is_generated = 'NEVER' order by ordinal_position
                """;
            var parameter = command.CreateParameter();
            parameter.ParameterName = "table";
            parameter.Value = table;
            command.Parameters.Add(parameter);
            await using var reader = await command.ExecuteReaderAsync();
            List<(string, string, bool)> columns = [];
            while (await reader.ReadAsync())
                columns.Add((reader.GetString(0), reader.GetString(1), reader.GetBoolean(2)));
            return columns;
        });

    private static string Row(DbDataReader reader) => string.Join(' ', Enumerable.Range(0, reader.FieldCount)
        .Where(column => reader.GetName(column) != "modifiedon")
        .Select(column => $"{reader.GetName(column)}={Text(reader.GetName(column), reader.GetValue(column))}"));

    private static string Text(string column, object value) => value switch
    {
        DBNull => "null",
        bool yes => yes ? "1" : "0",
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        string text when Json.Contains(column) => Canonical(JsonNode.Parse(text)),
        var other => Convert.ToString(other, CultureInfo.InvariantCulture) ?? "",
    };

    // PostgreSQL sorts the members of an object its own way.
    private static string Canonical(JsonNode? node) => node switch
    {
        JsonObject members => "{" + string.Join(',', members.OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => member.Key + ":" + Canonical(member.Value))) + "}",
        JsonArray items => "[" + string.Join(',', items.Select(Canonical)) + "]",
        null => "null",
        var value => value.ToJsonString(Plain),
    };
}
