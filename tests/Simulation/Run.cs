using Commerce.Grains.Access;
using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using Commerce.Silo.Storage.Audit;
using Commerce.Simulation.Covering;
using Commerce.Simulation.Running;
using Commerce.Simulation.Store;
using Commerce.Simulation.Web;
using Commerce.Simulation.World;
using Commerce.Simulation.World.Meddling;

namespace Commerce.Simulation;

/// <summary>One seed from the first day to the moment when nothing is left to do.</summary>
internal sealed class Run
{
    /// <summary>Of a hundred shoppers, and of a hundred orders, so many go through the API's handlers.</summary>
    private const int ByApiPercent = 12;

    private static readonly TimeSpan Rest = TimeSpan.FromDays(500);

    private readonly Plan plan;
    private readonly Town town;
    private readonly Chance chance;
    private readonly Goods goods;

    /// <param name="plan">What happens.</param>
    /// <param name="proofs">Of so many writes the JSON of one is made and read again.</param>
    public Run(Plan plan, int proofs = RoundTrip.Often)
    {
        this.plan = plan;
        town = new(plan, proofs);
        chance = new Chance(plan.Seed).Fork("people");
        goods = new(chance.Fork("goods"));
        town.Auditor.Paid = order =>
            town.Add("clerk", WorkOn(order, chance.Fork(order.Value)));
    }

    /// <summary>What happened so far.</summary>
    public Town Town => town;

    /// <summary>All of it.</summary>
    public RunVerdict Live()
    {
        Open();
        var end = town.Clock.Elapsed + TimeSpan.FromDays(plan.Days).Ticks;
        for (var shopper = plan.First; shopper < plan.First + plan.Shoppers; shopper++) Expect(shopper);
        if (plan.Staff) Meddle(end);
        town.Run(() => town.Clock.Elapsed >= end);
        Close();
        town.Auditor.Count();
        return new(
            plan, town.Auditor.Orders, town.Steps.Taken, town.Tables.Events, town.Tables.HistoryHash(),
            [.. town.Auditor.Found], town.Coverage);
    }

    // Some of the staff have a back office that talks with the API.
    private Func<Task> WorkOn(OrderId order, Chance own) => own.Fork("office").Percent(ByApiPercent)
        ? new WebClerk(town, own, order).Work
        : new Clerk(town, own, order).Work;

    private void Meddle(long end)
    {
        var echo = new Echo(town, chance.Fork("echo"));
        var meddler = new Meddler(town, chance.Fork("meddler"));
        town.Auditor.Stored = (entity, write) =>
        {
            echo.Hear(entity, write);
            meddler.Hear(write);
        };
        town.Add("owner", () => Manage(end));
        var between = TimeSpan.FromDays(plan.Days) / Math.Max(1, plan.Shoppers);
        town.Add("meddler", () => meddler.Live(end, between));
    }

    // Fair weather until the shop is open.
    private void Open()
    {
        town.Weather.IsCalm = true;
        town.Add("owner", async () =>
        {
            var owner = new Client(town, chance.Fork("owner"), "admin:1a2b3c4d");
            await owner.Ask(grains => grains.GetGrain<IServerKeysGrain>(IServerKeysGrain.Only)
                .Open(new("dG9rZW5zLW9mLXRoZS10b3du", "aWRzLW9mLXRoZS10b3du")));
            await goods.Stock(owner);
        });
        town.Run(() => town.Busy == 0 && town.Steps.IsIdle);
        town.Weather.IsCalm = false;
    }

    // Fair weather again, and time for everything that was begun.
    private void Close()
    {
        town.Weather.IsCalm = true;
        town.Clock.Skew = TimeSpan.Zero;
        town.Restart();
        var end = town.Clock.Elapsed + Rest.Ticks;
        town.Run(() => town.Clock.Elapsed >= end || IsAtRest());
        town.Auditor.LookAtAll();
        town.Tables.Books.Forget();
        town.Add("owner", CompareAll);
        town.Run(() => town.Clock.Elapsed >= end || IsAtRest());
        if (town.Auditor.Found.Count > 0) return;
        town.Auditor.LookAtAll();
        town.Auditor.LookAtRest();
    }

    // From the first day on: of all that there was nothing differs in the end.
    private async Task CompareAll()
    {
        var outcome = await new Client(town, chance.Fork("books"), "admin:1a2b3c4d").Ask(grains =>
            grains.GetGrain<IReconcilerGrain>(IReconcilerGrain.Only).Run(null));
        town.Compared(outcome);
        if (outcome is not Outcome<Reconciled>.Done(var done, _)) town.Auditor.Report("X-02", "books", "no answer");
        else
        {
            foreach (var one in done.Differences)
                town.Auditor.Report("X-02", one.Owner ?? one.PaymentId, $"{one.Kind}: {one.Details}");
        }
    }

    private bool IsAtRest() => town.Busy == 0 && town.Steps.IsIdle && town.Hints.Open == 0
        && town.Tables.Inbox.Open == 0 && town.Tables.Outbox.Open == 0 && !town.Tables.Due.Entries.Any();

    private void Expect(int number)
    {
        var own = chance.Fork($"shopper-{number}");
        var at = TimeSpan.FromMinutes(own.Below(plan.Days * 24 * 60 / 50 + 1) * 50L + own.Below(8));
        town.Add($"shopper-{number}", async () =>
        {
            await town.Sleep(at);
            if (own.Fork("browser").Percent(ByApiPercent)) await new WebShopper(town, goods, own).Visit();
            else await new Shopper(town, goods, own, await WhoIs(own)).Visit();
        });
    }

    private async Task<CustomerId?> WhoIs(Chance own)
    {
        if (own.Percent(50)) return null;
        if (town.Names.Customers.Count > 0 && own.Percent(70)) return own.Of(town.Names.Customers);
        var id = CustomerId.Named(town.Ids.Next());
        var taken = town.Names.Customers.Count > 0 && own.Percent(12);
        var address = taken ? own.Of(town.Names.Customers) : id;
        var person = new NewCustomer("Ada", $"{address.Name}@example.com", "hash");
        var made = await new Client(town, own, "guest").Do((grains, call) =>
            grains.GetGrain<IAccountGrain>("account").Register(id, person, call));
        if (made is not Outcome<CustomerView>.Done) return null;
        (taken ? town.Names.Decoys : town.Names.Customers).Add(id);
        return taken ? null : id;
    }

    private async Task Manage(long end)
    {
        var own = chance.Fork("manager");
        var client = new Client(town, own, "admin:1a2b3c4d");
        while (town.Clock.Elapsed < end)
        {
            await town.Sleep(own.Within(TimeSpan.FromHours(6)));
            await goods.Change(client);
        }
    }
}

/// <summary>What came of a seed.</summary>
internal sealed record RunVerdict(
    Plan Plan, int Orders, long Steps, long Events, string History, ImmutableArray<Violation> Violations,
    Coverage Coverage)
{
    public bool IsClean => Violations.IsEmpty;
}
