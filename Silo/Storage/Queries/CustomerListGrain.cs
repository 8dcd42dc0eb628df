using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Orleans.Concurrency;

namespace Commerce.Silo.Storage.Queries;

/// <summary>Lists customers.</summary>
[StatelessWorker, Reentrant, GrainType("customer-list")]
internal sealed class CustomerListGrain(IDatabase database) : Grain, ICustomerListGrain
{
    public Task<Outcome<Page<CustomerListEntry>>> List(CustomerFilter filter, PageRequest page) =>
        CustomerList.Read(database, filter, page);
}

/// <summary>Reads pages of customers.</summary>
internal static class CustomerList
{
    private const string Columns = """
        name as Name, email as Email, tax_exempt as TaxExempt, created_at as CreatedAt
        from customers
        """;

    private const string HasWord =
        "entity_id in (select w.entity_id from customer_words w where w.word >= @word and w.word < @wordEnd)";

    private const string HasClass =
        "entity_id in (select c.entity_id from customer_classes c where c.class_id = @class)";

    private const string HasStatus =
        "entity_id in (select c.entity_id from customer_classes c where c.status = @status)";

    private const string HasMembership = """
        entity_id in (select c.entity_id from customer_classes c where c.class_id = @class and c.status = @status)
        """;

    private static readonly KeysetList<Row, CustomerListEntry> List = new("customers", Columns,
    [
        new("-created", "created_at", Descending: true, IsNumber: true),
        new("created", "created_at", Descending: false, IsNumber: true),
        new("name", "name_key", Descending: false, IsNumber: false),
        new("-name", "name_key", Descending: true, IsNumber: false),
    ], Show);

    public static Task<Outcome<Page<CustomerListEntry>>> Read(
        IDatabase database, CustomerFilter filter, PageRequest page) => List.Read(database, Query(filter), page);

    private static Keyset Query(CustomerFilter filter)
    {
        var query = new Keyset(filter);
        if (filter.Words?.Trim().ToLowerInvariant() is { Length: > 0 } word)
        {
            query.Where(HasWord, "word", word);
            query.Values.Add("wordEnd", word + "\uffff");
        }

        switch (filter)
        {
            case { ClassId: { } classId, Membership: { } status }:
                query.Where(HasMembership, "class", classId);
                query.Values.Add("status", status);
                break;
            case { ClassId: { } classId }:
                query.Where(HasClass, "class", classId);
                break;
            case { Membership: { } status }:
                query.Where(HasStatus, "status", status);
                break;
        }

        return query;
    }

    private static CustomerListEntry Show(Row row) => new(
        CustomerId.Of(row.Id),
        row.Name,
        row.Email,
        row.TaxExempt,
        DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt));

    private sealed class Row : KeysetRow
    {
        public string Name { get; init; } = "";

        public string Email { get; init; } = "";

        public bool TaxExempt { get; init; }

        public long CreatedAt { get; init; }
    }
}
