using System.Globalization;
using Commerce.Kit;
using Commerce.Silo;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Orleans.Storage;

namespace Commerce.Bench;

/// <summary>Our storage provider against Orleans' own, each as a silo of this shop has it, on one database: the same
/// carts, written in turn. A write counts only if the database has it.</summary>
internal static class Providers
{
    private const double RatioLeast = 3;

    private const string Stored = "select sum(version)::bigint from orleansstorage where graintypestring = 'cart'";

    private const string Head = "| round | ours, writes/s | ms of the database, of the bench | Orleans' own, writes/s "
        + "| ms of the database, of the bench | ratio | others had |\n| --- | --- | --- | --- | --- | --- | --- |";

    public static Task<int> Run(Options options) => OwnPostgres.Run(options.Scenario, async (database, folder) =>
    {
        using var ours = await Silo(database, Path.Combine(folder, "ours"), orleansStorage: false);
        using var theirs = await Silo(database, Path.Combine(folder, "theirs"), orleansStorage: true);
        await using var source = NpgsqlDataSource.Create(database);
        var ended = await Run(options, source, Provider(ours), Provider(theirs));
        await theirs.StopAsync();
        await ours.StopAsync();
        return ended;
    });

    private static async Task<IHost> Silo(string database, string folder, bool orleansStorage)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection([
            new("Commerce:Database", database),
            new("Commerce:Data", folder),
            new("Commerce:Cluster:Host", "127.0.0.1"),
            new("Commerce:Cluster:SiloPort", Port()),
            new("Commerce:Cluster:GatewayPort", Port()),
            new("Commerce:Cluster:OrleansStorage", orleansStorage ? "true" : "false"),
        ]);
        builder.AddSilo();
        builder.Services.AddLogging();
        var silo = builder.Build();
        await silo.Services.OpenShop();
        await silo.StartAsync();
        return silo;
    }

    // What a grain gets that names no provider.
    private static IGrainStorage Provider(IHost silo) => silo.Services.GetRequiredService<IGrainStorage>();

    private static string Port() => Ports.Next().ToString(CultureInfo.InvariantCulture);

    private static async Task<int> Run(
        Options options, NpgsqlDataSource source, IGrainStorage ours, IGrainStorage theirs)
    {
        var writers = await CartWriters.Fill(ours);
        await writers.Run(ours, options.WarmUp);
        await writers.Run(theirs, options.WarmUp);
        Console.WriteLine(
            $"{CartWriters.Count} carts, {writers.Bytes} bytes a write; ours: {ours.GetType().Name}, Orleans' own: "
                + $"{theirs.GetType().Name}");
        Console.WriteLine(Head);
        List<Round> rounds = [];
        for (var number = 1; number <= options.Rounds; number++)
        {
            rounds.Add(new(await One(options, source, writers, ours), await One(options, source, writers, theirs)));
            Console.WriteLine($"| {number} {rounds[^1]}");
        }

        await Report.Save(rounds, options.Json);
        var ratios = rounds.Select(round => round.Ratio).ToList();
        var median = Percentiles.Median(ratios);
        var isAll = await HasAll(source) && rounds.All(round => round.Ours.IsAll && round.Theirs.IsAll);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"median ratio {median:F2} ({ratios.Min():F2} to {ratios.Max():F2}), "
                + $"{(median >= RatioLeast ? "reaches" : "does not reach")} {RatioLeast}; "
                + $"{(isAll ? "the database has every write, its event and its row" : "writes are missing")}"));
        Console.WriteLine(Processor.Machine);
        return median >= RatioLeast && isAll ? 0 : 1;
    }

    private static async Task<Part> One(
        Options options, NpgsqlDataSource source, CartWriters writers, IGrainStorage storage)
    {
        var before = await Number(source, Stored);
        var processor = new Processor(server: null);
        var (writes, elapsed) = await writers.Run(storage, options.Time);
        var usage = processor.Since();
        return new(writes, elapsed.TotalSeconds, usage, await Number(source, Stored) - before == writes);
    }

    // Each write has its event in the history; each cart its row in the list, as it was last written, and its due time.
    private static async Task<bool> HasAll(NpgsqlDataSource source)
    {
        var (stored, told) = (await Number(source, Stored), await Number(
            source, "select count(*) from history where entity = 'cart' and type like 'cart.%'"));
        var listed = await Number(source, """
            select count(*) from orleansstorage s join carts c on c.entity_id = s.grainidextensionstring
            join due d on d.id = c.entity_id
            where c.changed_at = (select max(at) from history h where h.entity = 'cart' and h.id = c.entity_id)
            """);
        return stored == told && listed == CartWriters.Count;
    }

    private static async Task<long> Number(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 0;
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <param name="Writes">Answered as stored.</param>
    /// <param name="Seconds">In so long.</param>
    /// <param name="Processor">What that took.</param>
    /// <param name="IsAll">Whether the database has as many versions more.</param>
    private sealed record Part(int Writes, double Seconds, Usage Processor, bool IsAll)
    {
        public double WritesPerSecond => Writes / Seconds;

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"{WritesPerSecond:F0}{(IsAll ? "" : " (missing)")} | {Processor.Database * 1_000 / Writes:F2}, "
                + $"{Processor.Bench * 1_000 / Writes:F2}");
    }

    private sealed record Round(Part Ours, Part Theirs)
    {
        public double Ratio => Ours.WritesPerSecond / Theirs.WritesPerSecond;

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"| {Ours} | {Theirs} | {Ratio:F2} | {Math.Max(Ours.Processor.Foreign, Theirs.Processor.Foreign):P0} |");
    }
}
