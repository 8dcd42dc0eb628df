using System.Security.Cryptography;
using System.Text;
using Commerce.Grains.Kernel;
using static Commerce.Grains.Customers.CustomerCommand;
using static Commerce.Grains.Customers.CustomerEvent;
using static Commerce.Grains.Customers.CustomerState;

namespace Commerce.Grains.Customers;

/// <summary>The rules of an account: pure.</summary>
internal static class CustomerMachine
{
    public static Decision<CustomerEvent> Decide(
        ShopSettings settings, CustomerState state, CustomerCommand command, DateTimeOffset now) =>
        (state, command) switch
        {
            (Blank, Register register) => Decide(register, settings, now),
            (Known known, Register register) => Again(
                known.CreatedAt, known.Email == register.Email && known.Name == register.Name, now),
            (Decoy decoy, Register register) => Again(decoy.At, decoy.Said == SaidBy(register), now),
            (Blank or Decoy, not Register) => new NotFound("customer"),
            (Known known, HearOfRegistration) => now < known.HeardAt + CustomerLimits.HearsAfter
                ? Already.Done
                : new RegistrationHeard(now),
            (Known known, ChangeProfile change) => Decide(known, change, now),
            (Known known, ExemptFromTax(var exempt)) =>
                known.TaxExempt == exempt ? Already.Done : new TaxExemptionChanged(exempt),
            (Known known, SetPassword set) => Decide(known, set),
            (Known known, OpenSession open) => Decide(known, open, now, now + settings.SessionLifetime),
            (Known known, CloseSession(var session)) =>
                known.SessionOf(session) is null ? Already.Done : new SessionClosed(session),
            (Known known, AddAddress or ChangeAddress or RemoveAddress) => AddressRules.Decide(known, command),
            (Known known, ChooseClasses choose) => MembershipRules.Decide(known, choose, settings),
            (Known known, SetMembership set) => MembershipRules.Decide(known, set),
            (Known known, EndMembership end) => MembershipRules.Decide(known, end),
            (Known known, KeepMethod or DropMethod or SettleMethod or MarkFailed) =>
                SavedMethodRules.Decide(known, command, now),
            (Known known, AddCertificate add) => Decide(known, add),
            (Known known, RemoveCertificate(var id)) =>
                known.Certificates.Contains(id) ? new CertificateRemoved(id) : Already.Done,
            (Known known, UseCart(var cart)) => known.Cart == cart ? Already.Done : new CartUsed(cart),
            _ => NotAllowed.When(state, command),
        };

    public static CustomerState Evolve(CustomerState state, CustomerEvent happened) => (state, happened) switch
    {
        (Blank, Registered e) => new Known(
            e.Name, e.Email, e.PasswordHash, TaxExempt: false, SavesMethods: false, Addresses: [], Classes: [],
            Methods: [], GatewayCustomer: null, Certificates: [], Cart: null, Sessions: [], e.At),
        (Blank, TurnedAway e) => new Decoy(e.Said, e.At),
        (Known s, RegistrationHeard e) => s with { HeardAt = e.At },
        (Known s, Renamed e) => s with { Name = e.Name },
        (Known s, ConsentChanged e) => s with { SavesMethods = e.SavesMethods, ConsentedAt = e.GivenAt },
        (Known s, TaxExemptionChanged e) => s with { TaxExempt = e.Exempt },
        (Known s, PasswordChanged e) => s with
        {
            PasswordHash = e.PasswordHash,
            Sessions = s.Sessions.RemoveAll(session => session.Id != e.Session),
        },
        (Known s, SessionOpened e) => s with { Sessions = With(s.Sessions, e) },
        (Known s, SessionClosed e) => s with { Sessions = s.Sessions.RemoveAll(one => one.Id == e.Session) },
        (Known s, AddressKept or AddressRemoved) => s with { Addresses = AddressRules.With(s.Addresses, happened) },
        (Known s, MembershipSet or MembershipEnded) => s with { Classes = MembershipRules.With(s.Classes, happened) },
        (Known s, MethodKept or MethodDropped or MethodForgotten or MethodNeeded or MethodFailed) =>
            SavedMethodRules.Evolve(s, happened),
        (Known s, CertificateAdded e) => s with { Certificates = s.Certificates.Add(e.Id) },
        (Known s, CertificateRemoved e) => s with { Certificates = s.Certificates.Remove(e.Id) },
        (Known s, CartUsed e) => s with { Cart = e.Cart },
        _ => throw new ImpossibleHistoryException(state, happened),
    };

    private static Decision<CustomerEvent> Decide(Register register, ShopSettings settings, DateTimeOffset now)
    {
        if (register.Name.Trim().Length is 0 or > CustomerLimits.NameMost) return NameOutOfRange();
        // A claim that lapses may belong to somebody else by now.
        if (now + settings.HoldMargin >= register.ClaimedUntil) return new TryAgain("The account");
        return register.Owner is { } owner
            ? new TurnedAway(owner, SaidBy(register), register.Ticket, now)
            : new Registered(register.Name, register.Email, register.PasswordHash, register.Ticket, now);
    }

    // A repeat, or another request under the same id. What became of the account meanwhile is not told: by that one
    // could see that there is one.
    private static Decision<CustomerEvent> Again(DateTimeOffset madeAt, bool isSame, DateTimeOffset now) =>
        isSame && now < madeAt + KernelLimits.KeyTime ? Already.Done : new IdempotencyKeyUsed();

    private static string SaidBy(Register register) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes($"{register.Email}\n{register.Name}")));

    private static Decision<CustomerEvent> Decide(Known known, ChangeProfile change, DateTimeOffset now)
    {
        if (change.Name?.Trim().Length is 0 or > CustomerLimits.NameMost) return NameOutOfRange();
        var events = ImmutableArray.CreateBuilder<CustomerEvent>();
        if (change.Name is { } name && name != known.Name) events.Add(new Renamed(name));
        if (change.SavesMethods is { } saves && saves != known.SavesMethods)
        {
            if (!saves) events.AddRange(known.Methods.Select(method => new MethodDropped(method.Id, now)));
            events.Add(new ConsentChanged(saves) { GivenAt = saves ? now : null });
        }

        return events.ToImmutable();
    }

    private static Decision<CustomerEvent> Decide(Known known, SetPassword set)
    {
        if (set.PasswordHash == known.PasswordHash) return Already.Done;
        return set.Before == known.PasswordHash
            ? new PasswordChanged(set.PasswordHash, set.Session)
            : new SignInRefused();
    }

    // The password was checked outside of this turn: it may have been changed meanwhile.
    private static Decision<CustomerEvent> Decide(
        Known known, OpenSession open, DateTimeOffset now, DateTimeOffset until)
    {
        if (open.PasswordHash != known.PasswordHash) return new SignInRefused();
        return known.SessionOf(open.Session)?.Hash == open.Hash
            ? Already.Done
            : new SessionOpened(open.Session, open.Hash, now, until);
    }

    private static Decision<CustomerEvent> Decide(Known known, AddCertificate add)
    {
        if (known.Certificates.Contains(add.Id)) return Already.Done;
        return known.Certificates.Length >= CustomerLimits.CertificatesMost
            ? new AccountFull("gift certificates", CustomerLimits.CertificatesMost)
            : new CertificateAdded(add.Id);
    }

    private static InvalidValue NameOutOfRange() =>
        new($"A name has 1 to {CustomerLimits.NameMost} characters.") { Param = "/name" };

    // One of the same id is the same sign-in, repeated; what is over goes, and the oldest when there are too many.
    private static ImmutableArray<Session> With(ImmutableArray<Session> sessions, SessionOpened opened)
    {
        var left = sessions.Where(session => session.Id != opened.Session && session.Until > opened.At)
            .TakeLast(CustomerLimits.SessionsMost - 1);
        return [.. left, new(opened.Session, opened.Hash, opened.At, opened.Until)];
    }
}
