using System.Security.Cryptography;
using System.Text;
using Commerce.Grains.Carts;
using Commerce.Grains.Kernel;
using Commerce.Grains.Pricing;
using Commerce.Grains.Products;
using Orleans.Runtime;

namespace Commerce.Grains.Customers;

[GrainType("customer")]
internal sealed class CustomerGrain(
    [PersistentState("customer")] IPersistentState<Stored<CustomerState, CustomerEvent>> stored, EntityTools tools)
    : Entity<CustomerState, CustomerCommand, CustomerEvent, CustomerView>(
        stored, CustomerBlueprint.Of(tools.Settings), tools),
        ICustomerGrain
{
    public Task<Outcome<CustomerView>> Register(CustomerCommand.Register command, Call call) => Apply(command, call);

    public Task<Outcome<CustomerView>> Change(CustomerCommand command, Call call) => Apply(command, call);

    public Task<Outcome<CustomerView>> KeepMethod(CustomerCommand.KeepMethod command, Call call) =>
        Apply(command, call);

    public Task<Outcome<CustomerView>> DropMethod(CustomerCommand.DropMethod command, Call call) =>
        Apply(command, call);

    public Task<PaymentTerms> PaymentTerms(string method) =>
        Task.FromResult(SavedMethodRules.TermsOf(State, method, Settings));

    public Task<Outcome<CustomerView>> SettleMethod(CustomerCommand.SettleMethod command) =>
        Apply(command, Call.System);

    public Task<Outcome<CustomerView>> MarkFailed(CustomerCommand.MarkFailed command, Call call) =>
        Apply(command, call);

    public Task<Outcome<CustomerView>> AddCertificate(CustomerCommand.AddCertificate command, Call call) =>
        Apply(command, call);

    public Task<Outcome<CustomerView>> RemoveCertificate(CustomerCommand.RemoveCertificate command, Call call) =>
        Apply(command, call);

    public Task<Outcome<CustomerView>> UseCart(CartId cart) => Apply(new CustomerCommand.UseCart(cart), Call.System);

    public Task<Outcome<CustomerView>> OpenSession(CustomerCommand.OpenSession command, Call call) =>
        Apply(command, call);

    public Task<Outcome<CustomerView>> CloseSession(string session, Call call) =>
        Apply(new CustomerCommand.CloseSession(session), call);

    public Task<bool> Verify(string session, string hash) => Task.FromResult(
        State is CustomerState.Known known && known.SessionOf(session) is { } open && Now < open.Until
        && Same(open.Hash, hash));

    public Task<Credentials?> Credentials() => Task.FromResult(
        State is CustomerState.Known known ? new Credentials(CustomerId.Of(Key), known.PasswordHash) : null);

    public Task<BuyerTerms> Terms() => Task.FromResult(State is CustomerState.Known known
        ? new BuyerTerms([.. known.Classes.Select(one => new ClassMembership(ClassId.Of(one.ClassId), one.Approved))],
            known.TaxExempt)
        : BuyerTerms.Guest);

    public Task<Outcome<CustomerView>> View() =>
        Task.FromResult(State is CustomerState.Known ? Seen() : new NotFound("customer"));

    public Task<NameUse> Uses(OwnedName name) => Task.FromResult(new NameUse(State.Uses(name), Version));

    // The time this takes tells nothing of how much of the hash was right.
    private static bool Same(string stored, string given) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(stored), Encoding.UTF8.GetBytes(given));
}
