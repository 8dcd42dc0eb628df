using Commerce.Embedded;
using Commerce.Grains.Kernel;
using Commerce.Grains.Payments;
using Commerce.Grains.Products;
using Commerce.Grains.Stock;
using Commerce.Silo.Gateways.Inbox;
using Commerce.Silo.Gateways.Mail;
using Commerce.Silo.Gateways.Outbox;
using Commerce.Silo.Reconciling;
using Commerce.Silo.Storage;
using Commerce.Silo.Storage.Sweeping;
using Commerce.Simulation.Audit;
using Commerce.Simulation.Covering;
using Commerce.Simulation.Gateway;
using Commerce.Simulation.Running;
using Commerce.Simulation.Store;
using Commerce.Simulation.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Runtime.Hosting;

namespace Commerce.Simulation.World;

/// <summary>The whole world around one shop, and the shop: clock, database, gateway, mail server, and the process that
/// dies and starts again.</summary>
internal sealed class Town
{
    // What the machine sleeps on so long arrives while the gateway knows the key.
    private static readonly TimeSpan NapMost = TimeSpan.FromHours(1);

    // The other grains of the silo read lists with SQL.
    private static readonly GrainAssembly OfSilo = new(
        typeof(GatewayInboxGrain).Assembly, [typeof(GatewayInboxGrain), typeof(ReconcilerGrain)]);

    private readonly StepContext context;
    private readonly Clockwork clockwork;
    private readonly Chance trouble;
    private readonly SeededIds ids;

    public Town(Plan plan, int proofs = RoundTrip.Often)
    {
        Plan = plan;
        var chance = new Chance(plan.Seed);
        trouble = chance.Fork("trouble");
        Steps = new(chance.Fork("steps"));
        context = new(Steps, null);
        Weather = new(plan, chance.Fork("weather"), Coverage);
        ids = new(chance.Fork("ids"), Clock);
        Tables = new(() => Clock.Shown, Weather);
        Store = new(Steps, Clock, Weather, Tables)
        {
            Living = () => Process!,
            RoundTrip = new(proofs, firsts: plan.Seed % RoundTrip.SeedsToFirsts == 0),
        };
        Gateway = new(Steps, Clock, Weather, chance.Fork("gateway"))
        {
            Crash = () =>
            {
                if (!Weather.IsCalm) Restart();
            },
        };
        Mails = new(Clock, Weather, chance.Fork("mails"));
        Hints = new(this, chance.Fork("hints"));
        clockwork = new(this);
        Auditor = new(this);
        Process = Open();
    }

    public Plan Plan { get; }

    /// <summary>One line for everything that happens, if somebody wants to read it.</summary>
    public List<string>? Trace { get; private set; }

    public Coverage Coverage { get; } = new();

    /// <summary>Who and what there is.</summary>
    public Names Names { get; } = new();

    public VirtualClock Clock { get; } = new();

    public Steps Steps { get; }

    public Weather Weather { get; }

    public Tables Tables { get; }

    public MemoryStore Store { get; }

    public FaultyGateway Gateway { get; }

    public MailServer Mails { get; }

    public Hints Hints { get; }

    public Auditor Auditor { get; }

    public SeededIds Ids => ids;

    /// <summary>The shop as it lives now.</summary>
    public Process Process { get; private set; }

    /// <summary>How many of those who live here are not done.</summary>
    public int Busy { get; private set; }

    /// <summary>The shop has compared its books with the gateway's.</summary>
    public void Compared(Outcome<Reconciled> outcome) => Coverage.Count("reconciliation", outcome switch
    {
        Outcome<Reconciled>.Done({ Differences: [var first, ..] }, _) => $"found {first.Kind}",
        Outcome<Reconciled>.Done => "nothing differs",
        _ => "no answer",
    });

    /// <summary>Writes a line for everything that happens.</summary>
    public void Listen(List<string> trace)
    {
        Trace = trace;
        Gateway.Heard = said => trace.Add($"{Clock.Now:MM-dd HH:mm:ss.fff} gateway {said}");
    }

    /// <summary>Somebody starts living here.</summary>
    public void Add(string who, Func<Task> life)
    {
        Busy++;
        Steps.Add(() => context.Run(_ => _ = Live(), null));

        async Task Live()
        {
            try
            {
                await life();
            }
            catch (Exception failure)
            {
                Auditor.Report("world", who, failure.ToString());
            }

            Busy--;
        }
    }

    /// <summary>Waits.</summary>
    public Task Sleep(TimeSpan span)
    {
        var over = new TaskCompletionSource();
        Clock.After(span, () => over.TrySetResult());
        return over.Task;
    }

    /// <summary>Lets everything happen until a moment comes, something is wrong, or nothing happens any more.</summary>
    public void Run(Func<bool> until)
    {
        while (!until() && Auditor.Found.Count == 0)
        {
            if (!Steps.IsIdle)
            {
                Steps.Take();
                Auditor.Look();
                Trouble();
            }
            else if (!Pass()) return;
        }
    }

    // Nothing is left to do now: time passes.
    private bool Pass()
    {
        var alarm = Clock.NextAt();
        var due = clockwork.NextAt();
        if (alarm is null && due is null) return false;
        if (alarm is { } at && (due is null || at <= due))
        {
            Clock.MoveTo(at);
            context.Run(_ => Clock.Ring(), null);
        }
        else
        {
            Clock.MoveTo(due!.Value);
            context.Run(_ => clockwork.Wake(), null);
        }

        return true;
    }

    private void Trouble()
    {
        if (Weather.IsCalm) return;
        if (Weather.Crashes()) Restart();
        if (Weather.LosesActivation()) LoseActivation();
        if (Weather.DoublesActivation()) DoubleActivation();
        if (Weather.JumpsClock()) JumpClock();
        if (Weather.Stalls()) Stall();
    }

    /// <summary>The process dies, and a new one takes its place.</summary>
    public void Restart()
    {
        Coverage.Count("process", "crash");
        Process.Kill();
        Process = Open();
    }

    // Its turns are never finished; whoever called it waits in vain.
    private void LoseActivation()
    {
        if (Steps.Waiting() is not { Count: > 0 } some) return;
        var lost = trouble.Of(some);
        Coverage.Count("lost", lost.GrainId.Type.ToString()!);
        Steps.Drop(lost);
        lost.Lose();
    }

    // It lives on and does what it was doing; the next call finds another.
    private void DoubleActivation()
    {
        if (Steps.Waiting() is not { Count: > 0 } some) return;
        var doubled = trouble.Of(some);
        Coverage.Count("doubled", doubled.GrainId.Type.ToString()!);
        doubled.Lose();
    }

    // A few minutes is what clocks may differ: the gateway's lists are searched with that margin.
    private void JumpClock()
    {
        Coverage.Count("clock", "jump");
        Clock.Skew = trouble.Within(2 * Weather.SkewMost) - Weather.SkewMost;
    }

    // The machine sleeps in the middle of everything.
    private void Stall()
    {
        Coverage.Count("clock", "stall");
        var span = trouble.Within(TimeSpan.FromHours(trouble.Percent(10) ? 40 : 1));
        if (span > NapMost) Gateway.ArriveAll();
        Clock.MoveTo(Clock.Elapsed + span.Ticks);
    }

    private Process Open()
    {
        Process? opened = null;
        var clock = Clock.For(() => opened!.IsOver);
        opened = new(Steps, context, services => services
            .AddLogging(log => log.AddProvider(Auditor.Log).SetMinimumLevel(LogLevel.Warning))
            .AddFeatures()
            .Configure<GrainCollectionOptions>(idle =>
            {
                idle.CollectionAge = Plan.IdleTime;
                idle.CollectionQuantum = Plan.IdleTime / 5;
            })
            .AddSingleton(clock)
            .AddSingleton(Plan.Settings)
            .AddSingleton(all => new EntityTools(clock, all.GetRequiredService<ShopSettings>())
            {
                Witness = Auditor.Witness,
            })
            .AddSingleton<IIdSource>(ids)
            .AddSingleton<ICardGateway>(Gateway)
            .AddSingleton<IMailTransport>(Mails)
            .AddSingleton(Store)
            .AddSingleton(Tables)
            .AddSingleton<IStockHoldTable>(Store)
            .AddSingleton<IOrderItemTable>(Store)
            .AddSingleton<IDueTable>(Tables.Due)
            .AddSingleton<IOutboxTable>(Tables.Outbox)
            .AddSingleton(new OutboxSettings())
            .AddSingleton<OutboxSignal>()
            .AddSingleton<OutboxPump>()
            .AddSingleton(new StoreSettings { Address = new DatabaseAddress.Sqlite("") })
            .AddSingleton<Sweep>()
            .AddSingleton(Hints.Settings)
            .AddSingleton(new InboxSettings())
            .AddSingleton<IInboxTable>(Tables.Inbox)
            .AddSingleton<InboxPump>()
            .AddSingleton<IShopBook>(Tables.Books)
            .AddSingleton<RefundBooks>()
            .AddSingleton<Reconciliation>()
            .AddSingleton(OfSilo)
            .AddGrainStorage("Default", (_, _) => Store)
            .AddSite());
        _ = opened.Start();
        return opened;
    }
}
