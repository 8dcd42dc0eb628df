using System.Globalization;
using Commerce.Api.Tests.Killing;
using Commerce.Grains.Kernel;
using Commerce.Kit;
using Commerce.Silo.Storage.Audit;

namespace Commerce.Cluster.Tests;

/// <summary>A shop of several processes on one database.</summary>
internal sealed class ClusterShop : IAsyncDisposable
{
    private const int BrokenMost = 50;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan RestLimit = TimeSpan.FromSeconds(60);

    private readonly List<ShopProcess> processes = [];

    private ClusterShop(KillingGround place) => Place = place;

    public KillingGround Place { get; }

    /// <summary>Whether the edition could be built here.</summary>
    public static bool IsBuilt => File.Exists(Repository.Built("Silo", "Commerce.Silo.dll", "Cluster"));

    /// <summary>A place for silos and API processes.</summary>
    /// <param name="filled">Whether the Embedded edition's first start makes the data; else the database is empty, and
    /// the first processes added make it.</param>
    public static async Task<ClusterShop> Make(bool filled = true)
    {
        if (!IsBuilt) throw new InvalidOperationException("The Cluster edition is not built: see .ci/run.");
        return new(await KillingGround.Make(onPostgres: true, ownServer: true, filled));
    }

    /// <summary>Adds a silo.</summary>
    /// <param name="database">Where it finds the database, when that is not where the others do.</param>
    /// <param name="build">The folder of an earlier build, when it is not of this one.</param>
    /// <param name="dashboard">Whether it serves Orleans' dashboard.</param>
    public async Task<ShopProcess> AddSilo(string? database = null, string? build = null, bool dashboard = false)
    {
        var settings = Settings(database);
        if (dashboard) settings["Commerce__Cluster__Dashboard"] = "true";
        settings["Commerce__Cluster__Host"] = "127.0.0.1";
        settings["Commerce__Cluster__SiloPort"] = Text(Ports.Next());
        settings["Commerce__Cluster__GatewayPort"] = Text(Ports.Next());
        return await Start(new("Silo", Place.Folder) { Build = build }, settings);
    }

    /// <summary>Adds an API process, which knows the silos' membership and nothing else of the database.</summary>
    /// <param name="build">The folder of an earlier build, when it is not of this one.</param>
    public Task<ShopProcess> AddApi(string? build = null) =>
        Start(new("Api", Place.Folder) { Build = build }, Settings());

    /// <summary>Starts the whole shop as one process of the Embedded edition, which no other may be beside.</summary>
    public Task<ShopProcess> AddEmbedded() =>
        Start(new("Api", Place.Folder) { Edition = "Embedded" }, Settings());

    /// <summary>Waits until everything that was begun has come to its end, and checks that nothing was lost or
    /// doubled.</summary>
    public async Task CheckAtRest(IReadOnlyDictionary<string, int> told)
    {
        AuditReport? last = null;
        var rests = await Deadline.Until(RestLimit, TimeSpan.FromMilliseconds(250), async () =>
        {
            last = await Answered(Place.Audit);
            return last.Violations.IsEmpty && !last.Attempts.Any(state => IsUnfinished(state.Key) && state.Value > 0)
                && await Answered(Place.UnsentMails) == 0;
        });
        Assert.True(rests, $"Not at rest after {RestLimit}: {Line(last!)}");
        var orders = await Answered(Place.Orders);
        foreach (var (order, status) in told)
        {
            Assert.True(orders.TryGetValue(order, out var placed), $"{order} was answered {status} and is not there.");
            Assert.True(placed || status == 202, $"{order} was answered 201 and is not placed.");
        }

        var wanted = await Answered(Place.MailIds);
        Assert.Equal(wanted.Order(StringComparer.Ordinal), Place.MessageIds().Order(StringComparer.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in Enumerable.Reverse(processes)) await process.DisposeAsync();
        await Place.DisposeAsync();
    }

    // Connections of before break when the database restarts, each when it is used the next time.
    private static async Task<T> Answered<T>(Func<Task<T>> ask)
    {
        for (var left = BrokenMost; ; left--)
        {
            try
            {
                return await ask();
            }
            catch (StoreUnavailableException) when (left > 0)
            {
                await Task.Delay(Pause, TimeProvider.System);
            }
        }
    }

    private static bool IsUnfinished(string state) => state is "confirmed" or "action_required" or "cancelling"
        or "frozen carts" or "open holds" or "with errands";

    private static string Line(AuditReport report) => string.Join(
        ", ",
        [
            .. report.Attempts.Select(state => $"{state.Key} {state.Value}"),
            .. report.Violations.Select(one => $"{one}"),
        ]);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private async Task<ShopProcess> Start(Launch launch, Dictionary<string, string> settings)
    {
        var process = await ShopProcess.Start(launch, settings);
        processes.Add(process);
        return process;
    }

    private Dictionary<string, string> Settings(string? database = null) =>
        ServerProcess.Settings(Place.Folder, database ?? Place.Address);
}
