using System.Text.Json;
using System.Text.Json.Nodes;
using Commerce.Grains.Access;
using Commerce.Grains.Carts;
using Commerce.Grains.Kernel;
using Commerce.Grains.Numbers;
using Commerce.Grains.Orders;
using Commerce.Grains.Products;
using Commerce.Grains.Products.Owners;
using Commerce.Grains.Stock;
using Commerce.Kit;
using Orleans.Runtime;

namespace Commerce.Silo.Tests.Stored;

/// <summary>Entities are read for as long as the shop lives: what was ever stored must load. The samples beside this
/// file are rows of a real day (<see cref="Sale"/>), one for each form an entity can stay in. A sample is never
/// changed; a new form gets a new one: let the test write it (<see cref="Finds_a_sample_of_every_form_of_a_day"/>)
/// and copy it here.</summary>
public sealed class ReadingWhatWasStored(Databases databases)
{
    private static readonly JsonSerializerOptions Indented = new(KernelJson.Options) { WriteIndented = true };

    private static readonly ImmutableDictionary<string, Type> Kept = EntityTypes();

    public static TheoryData<string> Samples => [.. Directory
        .EnumerateFiles(Folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file))
        .Order(StringComparer.Ordinal)];

    private static string Folder => Repository.At("tests", "Silo.Tests", "Stored");

    [Theory, MemberData(nameof(Samples))]
    public void Loses_nothing_that_stands_there(string sample)
    {
        var text = File.ReadAllText(FileOf(sample));
        var again = JsonSerializer.SerializeToNode(Load(sample), Kept[EntityOf(sample)], KernelJson.Options);
        var lost = Lost("", JsonNode.Parse(text), again).ToList();
        Assert.True(lost.Count == 0, $"Not read from {sample}: {string.Join(", ", lost)}.");
    }

    [Fact]
    public void Reads_each_state_as_what_it_was()
    {
        var placed = Assert.IsType<OrderState.Placed>(State<OrderState, OrderEvent>("order.placed.paid"));
        Assert.Equal(5_000, placed.Core.Quote.Totals.Due.Amount);
        Assert.Equal("Ada Łęcka", placed.Core.Delivery.Address?.Name);
        Assert.Equal(Grains.Orders.PaymentStatus.Authorized, placed.Core.Last.Status);
        Assert.Equal(2, Assert.Single(placed.Items).Bought.Quantity);
        var frozen = Assert.IsType<CartState.Frozen>(State<CartState, CartEvent>("cart.frozen"));
        Assert.Equal(("cart-doubtful", 1), (CartId.Of(frozen.Attempt.Order).Value, frozen.Content.Attempts));
        var listed = Assert.IsType<ProductState.Listed>(State<ProductState, ProductEvent>("product.listed"));
        Assert.Equal(("ATLAS-1", 1.25m, 2), (listed.Content.Variants[0].Sku.Value,
            listed.Content.Variants[0].Weight, listed.Content.Variants[0].Backorder.Most));
        var stock = State<StockState, StockEvent>("stock");
        Assert.Equal((98, 5), (stock.OnHand, stock.Held));
        Assert.Equal("order-walker/1", stock.Open[^1].Attempt.Value);
        var shipped = Assert.IsType<OrderState.Placed>(State<OrderState, OrderEvent>("order.placed.shipped"));
        Assert.Equal("1Z999", Assert.Single(shipped.Shipments).Tracking);
        var voided = Assert.IsType<OrderState.Placed>(State<OrderState, OrderEvent>("order.placed.voided"));
        Assert.Equal("asked to", voided.Void?.Reason);
        var key = Assert.IsType<AccessKeyState.Valid>(State<AccessKeyState, AccessKeyEvent>("access-key.valid"));
        Assert.Equal(AccessRoles.Reader | AccessRoles.Catalog, key.Roles);
        var secrets = Assert.IsType<ServerKeysState.Held>(State<ServerKeysState, ServerKeysEvent>("server-keys.held"));
        Assert.Equal(["second-secret-of-tokens", "first-secret-of-tokens"], secrets.Tokens);
        var owned = Assert.IsType<OwnerState.Owned>(State<OwnerState, OwnerEvent>("sku-owner.owner-owned"));
        Assert.Equal("product-atlas", owned.Holder.Value);
        Assert.Equal(3_000_100, State<NumbersState, NumbersEvent>("numbers").Next);
    }

    [Fact]
    public void Has_a_sample_of_every_entity() => Assert.Empty(
        Kept.Keys.Except(Samples.Select(sample => EntityOf(sample.Data))));

    [Theory, OnBothDatabases]
    public async Task Finds_a_sample_of_every_form_of_a_day(DatabaseKind kind)
    {
        await using var home = await databases.New(kind);
        await using var shop = await Sale.Open(home);
        var sale = new Sale(shop);
        await sale.Run();
        var stored = await Rows(shop);
        await sale.LetCartsLapse();
        stored = stored.AddRange(await Rows(shop));
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "stored")).FullName;
        foreach (var form in stored.GroupBy(row => row.Form))
        {
            var text = JsonNode.Parse(form.First().Text)!.ToJsonString(Indented);
            await File.WriteAllTextAsync(Path.Combine(folder, form.Key + ".json"), text + "\n", Test.Stop);
        }

        var missing = stored.Select(row => row.Form).Distinct().Except(Samples.Select(sample => sample.Data));
        Assert.True(!missing.Any(), $"Copy from {folder}: {string.Join(", ", missing)}.");
        Assert.Empty(Samples.Select(sample => sample.Data).Except(stored.Select(row => row.Form)));
    }

    private static Task<ImmutableArray<(string Form, string Text)>> Rows(RunningShop shop) =>
        shop.Database.Read(async connection =>
        {
            await using var command = connection.CreateCommand();
            command.CommandText = """
                select graintypestring, payloadbinary, grainidextensionstring from orleansstorage
                order by grainidextensionstring
                """;
            await using var reader = await command.ExecuteReaderAsync(Test.Stop);
            var rows = ImmutableArray.CreateBuilder<(string, string)>();
            while (await reader.ReadAsync(Test.Stop))
            {
                var text = System.Text.Encoding.UTF8.GetString((byte[])reader.GetValue(1));
                var form = FormOf(reader.GetString(0), JsonNode.Parse(text)!["state"]);
                rows.Add((form == "order.placed" ? $"{form}.{reader.GetString(2)[6..]}" : form, text));
            }

            return rows.ToImmutable();
        });

    // cart.frozen; sku-owner.owner-claimed, where the state is another feature's; stock, which has one form.
    private static string FormOf(string entity, JsonNode? state)
    {
        if (state?["$type"]?.GetValue<string>() is not { } type) return entity;
        return type.StartsWith(entity + ".", StringComparison.Ordinal) ? type : $"{entity}.{type.Replace('.', '-')}";
    }

    private static IEnumerable<string> Lost(string path, JsonNode? stored, JsonNode? read) => (stored, read) switch
    {
        (JsonObject members, JsonObject others) => members
            .Where(member => !Once(path, member.Key))
            .SelectMany(member => Lost($"{path}.{member.Key}", member.Value, others[member.Key])),
        (JsonArray items, JsonArray others) when items.Count == others.Count =>
            items.SelectMany((item, place) => Lost($"{path}[{place}]", item, others[place])),
        _ => JsonNode.DeepEquals(stored, read) ? [] : [path],
    };

    // What one write said belongs to that write alone: it is projected, and never read back.
    private static bool Once(string path, string member) => path.Length == 0
        && member is "events" or "outgoing" or "problems" or "rows" or "changes" or "answers" or "due";

    private static TState State<TState, TEvent>(string sample) where TState : class =>
        Assert.IsType<Stored<TState, TEvent>>(Load(sample)).State ?? throw new InvalidDataException(sample);

    private static object Load(string sample) => JsonSerializer.Deserialize(
        File.ReadAllText(FileOf(sample)), Kept[EntityOf(sample)], KernelJson.Options)
        ?? throw new InvalidDataException(sample);

    private static string FileOf(string sample) => Path.Combine(Folder, sample + ".json");

    private static string EntityOf(string sample) => sample.Split('.')[0];

    private static ImmutableDictionary<string, Type> EntityTypes() => (
        from grain in typeof(Draft<,,,>).Assembly.GetTypes()
        from constructor in grain.GetConstructors()
        from parameter in constructor.GetParameters()
        let name = parameter.GetCustomAttributesData()
            .FirstOrDefault(data => data.AttributeType == typeof(PersistentStateAttribute))
        where name is not null
        select ((string)name.ConstructorArguments[0].Value!, parameter.ParameterType.GetGenericArguments()[0]))
        .ToImmutableDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal);
}
