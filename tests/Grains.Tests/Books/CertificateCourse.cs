using System.Text.Json;
using Commerce.Grains.Certificates;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using Commerce.Kit;
using static Commerce.Grains.Certificates.CertificateCommand;
using static Commerce.Grains.Tests.Certificates.GivenACertificate;

namespace Commerce.Grains.Tests.Books;

/// <summary>One certificate from its purchase to its end: its machine, and a gateway that keeps its own books. Only
/// what the shop's shells do by themselves is done here.</summary>
internal sealed class CertificateCourse
{
    private readonly Blueprint<CertificateState, CertificateCommand, CertificateEvent, CertificateView> rules;
    private readonly GatewayInquiry inquiries;
    private readonly ShopSettings settings;
    private readonly List<CertificateErrand> errands = [];

    public CertificateCourse(Random random, ShopSettings settings)
    {
        this.settings = settings;
        Gateway = new(Clock)
        {
            Plan = _ => !IsCalm && random.Next(6) == 0 ? (Fault)random.Next(1, 3) : Fault.None,
            Declines = _ => !IsCalm && random.Next(6) == 0,
            SettlementTime = TimeSpan.FromHours(random.Next(60)),
            TakesAtOnce = random.Next(4) == 0,
        };
        inquiries = new(Gateway, new(Clock, settings));
        rules = CertificateBlueprint.Of(Id, settings);
        State = rules.Initial;
    }

    public ManualClock Clock { get; } = new();

    public CountedGateway Gateway { get; }

    public CertificateState State { get; private set; }

    /// <summary>Everything that happened so far.</summary>
    public List<CertificateEvent> Happened { get; } = [];

    public CertificateCore Core => CertificateMachine.CoreOf(State)!;

    /// <summary>From now on the gateway answers at once, and says yes.</summary>
    public bool IsCalm { get; private set; }

    private DateTimeOffset Now => Clock.GetUtcNow();

    public void Do(CertificateCommand command)
    {
        if (rules.Decide(State, command, Now) is not Decision<CertificateEvent>.Accepted(var events, _)) return;
        foreach (var happened in events)
        {
            State = rules.Evolve(State, happened);
            Happened.Add(happened);
            errands.AddRange(rules.Errands(Id.Value, State, happened).OfType<CertificateErrand>());
        }

        var text = KernelText.Of(State);
        State = KernelText.Read<CertificateState>(JsonElement.Parse(text));
        Assert.Equal(text, KernelText.Of(State));
    }

    /// <summary>Asks what became of its payment.</summary>
    public Task<bool> Ask(bool isPresent) => Heard(async () =>
    {
        if (Inquiry() is { Purpose: InquiryPurpose.ReturnMoney }) await ReturnMoney();
        else if (Inquiry() is { Purpose: not InquiryPurpose.None } inquiry)
            Do(new Learn(await inquiries.Ask(inquiry), isPresent));
    });

    /// <summary>The gateway tells how a payment stands.</summary>
    public Task<bool> Hear() => Heard(async () =>
    {
        if (Gateway.Books is [var book, ..]) Do(new Learn(await inquiries.Read(book.Id), false));
    });

    /// <summary>Delivers an errand; what the gateway does not answer is delivered again.</summary>
    public async Task Deliver()
    {
        if (errands.Count == 0) return;
        var errand = errands[0];
        errands.RemoveAt(0);
        if (!await IsDelivered(errand)) errands.Add(errand);
    }

    /// <summary>Asks what is due to be asked now.</summary>
    public async Task Look()
    {
        foreach (var question in rules.Questions(Id.Value, State, Now).OfType<CertificateErrand>())
            await IsDelivered(question);
    }

    /// <summary>Everything that is under way comes to its end.</summary>
    public async Task ComeToRest()
    {
        IsCalm = true;

        // What was lost on its way is told again.
        await Hear();
        for (var round = 0; round < 90; round++)
        {
            for (var left = errands.Count; left > 0; left--) await Deliver();
            var next = rules.DueAt(State);
            if (errands.Count == 0 && next is null) return;
            var soonest = Now + settings.LookAgain;
            Clock.SetUtcNow(errands.Count == 0 && next > soonest ? next.Value : soonest);
            await Look();
        }

        throw new InvalidOperationException("It never comes to rest.");
    }

    private async Task ReturnMoney()
    {
        for (var step = 0; step < 2; step++)
        {
            if (Inquiry() is not { Purpose: InquiryPurpose.ReturnMoney } stray) return;
            var heard = await inquiries.ReturnMoney(stray);
            Do(new Settle(heard.Fact) { Reference = heard.Reference, Said = heard.Said });
            if (heard.Said is not null) return;
        }
    }

    private async Task<bool> IsDelivered(CertificateErrand errand)
    {
        switch (errand)
        {
            case CertificateErrand.TakeMoney:
                if (ToTake() is not { } money) return true;
                await Heard(async () => Do(new TakeMoney(
                    await inquiries.Take(money.ToRequest(), money.FirstSentAt, money.BrokenAt))));
                return ToTake() is null;
            case CertificateErrand.ReturnMoney:
                await Ask(false);
                return Inquiry() is not { Purpose: InquiryPurpose.ReturnMoney };
            case CertificateErrand.AskGateway:
                return await Ask(false);
            case CertificateErrand.AskPayment:
                return await Hear();
            case CertificateErrand.AskVerdict e:
                Do(new Release(e.Attempt));
                return true;
            default:
                return true;
        }
    }

    private MoneyToTake? ToTake() => PromisedMoney.Of(Core);

    private Inquiry? Inquiry() => CertificateMachine.CoreOf(State)?.PaidWith is { } paid
        ? new(paid.Request, paid.FirstSentAt, paid.GatewayId, paid.ClientSecret is not null,
            PurchaseRules.PurposeOf(State, Now))
        {
            BrokenAt = paid.BrokenAt,
            SaidAt = Now,
            Return = paid.Return,
        }
        : null;

    // A gateway that does not answer says nothing.
    private static async Task<bool> Heard(Func<Task> question)
    {
        try
        {
            await question();
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
