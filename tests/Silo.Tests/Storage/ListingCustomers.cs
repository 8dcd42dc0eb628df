using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Commerce.Kit;
using Commerce.Silo.Storage.Queries;

namespace Commerce.Silo.Tests.Storage;

public sealed class ListingCustomers(Databases databases)
{
    private static readonly CustomerFilter Everybody = new(null, null, null);

    [Theory, OnBothDatabases]
    public async Task Shows_everybody_once_over_pages_whatever_the_sort(DatabaseKind kind)
    {
        await using var store = await Filled(kind);
        Assert.Equal(["Eve", "Bob Byron", "Ada Byron"], await Names(store, Everybody));
        Assert.Equal(["Ada Byron", "Bob Byron", "Eve"], await Names(store, Everybody, "created"));
        Assert.Equal(["Eve", "Bob Byron", "Ada Byron"], await Names(store, Everybody, "-name"));
        Assert.Equal(["Ada Byron", "Bob Byron", "Eve"], await Names(store, Everybody, "name"));
    }

    [Theory, OnBothDatabases]
    public async Task Finds_by_the_beginning_of_a_name_or_an_address(DatabaseKind kind)
    {
        await using var store = await Filled(kind);
        Assert.Equal(["Bob Byron", "Ada Byron"], await Names(store, Everybody with { Words = "BYR" }));
        Assert.Equal(["Eve"], await Names(store, Everybody with { Words = "customer-3@" }));
        Assert.Empty(await Names(store, Everybody with { Words = "yron" }));
    }

    [Theory, OnBothDatabases]
    public async Task Finds_the_members_of_a_class_and_those_who_wait(DatabaseKind kind)
    {
        await using var store = await Filled(kind);
        Assert.Equal(["Bob Byron", "Ada Byron"], await Names(store, Everybody with { ClassId = "class-student" }));
        Assert.Equal(["Bob Byron"], await Names(store, new(null, "class-student", "pending")));
        Assert.Equal(["Bob Byron"], await Names(store, Everybody with { Membership = "pending" }));
        Assert.Equal(["Eve", "Ada Byron"], await Names(store, Everybody with { Membership = "approved" }));
        Assert.Empty(await Names(store, Everybody with { Membership = "refused" }));
    }

    [Fact]
    public async Task Refuses_a_cursor_of_another_list_and_a_sort_it_does_not_know()
    {
        await using var store = await Filled(DatabaseKind.Sqlite);
        var page = Assert.IsType<Outcome<Page<CustomerListEntry>>.Done>(
            await CustomerList.Read(store.Database, Everybody, new(1))).Value;
        foreach (var (filter, sort) in new[] { (Everybody, "name"), (Everybody with { Words = "e" }, null) })
        {
            var answer = await CustomerList.Read(store.Database, filter, new(1, page.Next, sort));
            Assert.IsType<CursorInvalid>(Assert.IsType<Outcome<Page<CustomerListEntry>>.Refused>(answer).Why);
        }

        var unknown = await CustomerList.Read(store.Database, Everybody, new(1, Sort: "email"));
        Assert.IsType<SortUnknown>(Assert.IsType<Outcome<Page<CustomerListEntry>>.Refused>(unknown).Why);
    }

    private static async Task<IEnumerable<string>> Names(
        StoreUnderTest store, CustomerFilter filter, string? sort = null) =>
        (await Lists.All(cursor => CustomerList.Read(store.Database, filter, new(1, cursor, sort))))
            .Select(customer => customer.Name);

    private async Task<StoreUnderTest> Filled(DatabaseKind kind)
    {
        var store = await StoreUnderTest.New(databases, kind);
        await Write(store, 1, "Ada Byron", new CustomerEvent.MembershipSet("class-student", true));
        await Write(store, 2, "Bob Byron", new CustomerEvent.MembershipSet("class-student", null));
        await Write(store, 3, "Eve", new CustomerEvent.MembershipSet("class-other", true));
        return store;
    }

    private static Task<string?> Write(StoreUnderTest store, int number, string name, CustomerEvent membership)
    {
        var id = CustomerId.Named(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{number}")).Value;
        var at = DateTimeOffset.FromUnixTimeMilliseconds(Note.At + number);
        CustomerEvent[] events =
            [new CustomerEvent.Registered(name, id + "@shop.example", "hash", "ticket", at), membership];
        var state = events.Aggregate<CustomerEvent, CustomerState>(new CustomerState.Blank(), CustomerMachine.Evolve);
        return store.Write(Note.Envelope(id) with { Rows = CustomerRows.Of(state) }, entity: "customer");
    }
}
