using Commerce.Grains.Certificates;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Kit;
using static Commerce.Grains.Certificates.CertificateCommand;
using static Commerce.Grains.Tests.Certificates.GivenACertificate;

namespace Commerce.Grains.Tests.Books;

/// <summary>One certificate from its purchase to its end.</summary>
internal sealed class CertificateCourse
    : Course<CertificateState, CertificateCommand, CertificateEvent, CertificateView, CertificateErrand>
{
    public CertificateCourse(Random random, ShopSettings settings)
        : base(Id.Value, CertificateBlueprint.Of(Id, settings), settings)
    {
        Gateway.Plan = _ => !IsCalm && random.Next(6) == 0 ? (Fault)random.Next(1, 3) : Fault.None;
        Gateway.Declines = _ => !IsCalm && random.Next(6) == 0;
        Gateway.SettlementTime = TimeSpan.FromHours(random.Next(60));
        Gateway.TakesAtOnce = random.Next(4) == 0;
    }

    public CertificateCore Core => CertificateMachine.CoreOf(State)!;

    /// <summary>Asks what became of its payment.</summary>
    public Task<bool> Ask(bool isPresent) => Heard(async () =>
    {
        if (Inquiry() is { Purpose: InquiryPurpose.ReturnMoney }) await ReturnMoney();
        else if (Inquiry() is { Purpose: not InquiryPurpose.None } inquiry)
        {
            var fact = await Inquiries.Ask(inquiry, payment => Take(new AskCancel(payment)));
            Do(new Learn(fact, isPresent));
        }
    });

    /// <summary>The gateway tells how a payment stands.</summary>
    public Task<bool> Hear() => Heard(async () =>
    {
        if (Gateway.Books is [var book, ..]) Do(new Learn(await Inquiries.Read(book.Id), false));
    });

    // What was lost on its way is told again.
    protected override Task BeforeRest() => Hear();

    protected override async Task<bool> IsDelivered(CertificateErrand errand)
    {
        switch (errand)
        {
            case CertificateErrand.TakeMoney:
                if (ToTake() is not { } money) return true;
                await Heard(async () => Do(new TakeMoney(
                    await Inquiries.Take(money.ToRequest(), money.FirstSentAt, money.BrokenAt))));
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

    private async Task ReturnMoney()
    {
        for (var step = 0; step < 2; step++)
        {
            if (Inquiry() is not { Purpose: InquiryPurpose.ReturnMoney } stray) return;
            var heard = await Inquiries.ReturnMoney(stray);
            Do(new Settle(heard.Fact) { Reference = heard.Reference, Said = heard.Said });
            if (heard.Said is not null) return;
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
}
