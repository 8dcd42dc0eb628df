using Commerce.Api.Http;
using Commerce.Grains.Certificates;
using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;

namespace Commerce.Api.Certificates;

/// <summary>Gift certificates as staff issue and keep them (GC-11..13, GC-21, GC-22).</summary>
internal static class AdminCertificateEndpoints
{
    private static readonly Money Ten = new(1000, "USD");
    private static readonly string[] Kinds = ["purchased", "issued"];

    public static void MapAdminCertificates(this IEndpointRouteBuilder routes)
    {
        var certificates = routes.MapGroup("/v1/admin/gift-certificates").WithTags("Gift certificates, for staff");

        certificates.MapGet("", List).Says(Access.SeeCustomers, "Lists gift certificates, newest first")
            .Filters(
                new QueryParameter("kind", "Only those bought or those issued by staff.") { Values = Kinds },
                new QueryParameter("status", "Only those of one state.") { Values = [.. CertificateStatus.All] },
                new QueryParameter("owner", "Only those of one customer, by id."),
                new QueryParameter("buyer", "Only those that one customer bought, by id."),
                new QueryParameter("issuedBy", "Only those that one member of staff issued."),
                new QueryParameter("from", "Only those issued at or after this time.") { Format = "date-time" },
                new QueryParameter("to", "Only those issued before this time.") { Format = "date-time" },
                QueryParameter.Sort("-issued", "issued", "expires", "-expires"),
                QueryParameter.Limit,
                QueryParameter.Cursor)
            .Answers<PageBody<CertificateEntryBody>>(200, "One page.")
            .Refuses(typeof(CursorInvalid), typeof(SortUnknown));

        certificates.MapPost("", Issue).Says(Access.IssueCertificates, "Issues a gift certificate to a customer")
            .WithMetadata(new Creates())
            .Takes(new IssueBody("customer-01k0g7w5v3m8x2y9q4r6t1z0ab", Ten, "The parcel came late.", "P6M"))
            .Answers<CertificateBody>(201, "The certificate; it counts for the customer's balance at once.")
            .Refuses(typeof(InvalidValue), typeof(NotAllowed), typeof(NotFound), typeof(AccountFull));

        certificates.MapPost("/mass", MassIssue)
            .Says(Access.IssueCertificates, "Issues the same to many customers, each once")
            .WithMetadata(new Creates())
            .Takes(new MassIssueBody(["customer-01k0g7w5v3m8x2y9q4r6t1z0ab"], Ten, "Thanks for your loyalty."))
            .Answers<MassIssuedBody>(200, "What came of each; the same request again issues to nobody twice.");

        certificates.MapGet("/{id}", View).Says(Access.SeeCustomers, "Shows a gift certificate")
            .Answers<CertificateBody>(200, "The certificate with claim check, recipient and what orders used.");

        certificates.MapGet("/{id}/history", History)
            .Says(Access.SeeCustomers, "Shows what happened to a gift certificate, newest first")
            .Filters(QueryParameter.Limit, QueryParameter.Cursor)
            .Answers<PageBody<HistoryBody>>(200, "One page: what, who, when, from where, why.")
            .Refuses(typeof(CursorInvalid));

        certificates.MapPost("/{id}/void", Void)
            .Says(Access.IssueCertificates, "Takes back what is neither used nor held")
            .Takes(new VoidCertificateBody("Issued by mistake."))
            .Answers<CertificateBody>(200, "The certificate; what was used stays used.")
            .Refuses(typeof(NotAllowed), typeof(VersionStale));

        certificates.MapPost("/{id}/expiry", SetExpiry)
            .Says(Access.IssueCertificates, "Lets a certificate expire at another time, or now")
            .Takes(new ExpiryBody("The customer was ill.", new DateTimeOffset(2031, 1, 31, 0, 0, 0, TimeSpan.Zero)))
            .Answers<CertificateBody>(200, "The certificate as it is then.")
            .Refuses(typeof(NotAllowed), typeof(VersionStale));

        routes.MapGet("/v1/admin/reports/gift-certificate-liability", Liability).WithTags("Reports, for staff")
            .Says(Access.EditCharges, "Shows what the shop owes for gift certificates, by the quarter of expiry")
            .Answers<LiabilityBody>(200, "What is left, and what is tied to goods that have not shipped.");
    }

    private static Task<IResult> List(ApiRequest request, IClusterClient grains) => request.Read(
        () => grains.CertificateList().List(
            new(
                request.Query.Text("kind"), request.Query.Text("status"), Customer(request, "owner"),
                Customer(request, "buyer"), request.Query.Text("issuedBy"), request.Query.Time("from"),
                request.Query.Time("to")),
            request.Query.Page()),
        page => Pages.Show(page, CertificateEntryBody.Of));

    private static CustomerId? Customer(ApiRequest request, string name) =>
        request.Query.Text(name) is { } id ? CustomerId.Of(id) : null;

    private static Task<IResult> Issue(
        Body<IssueBody> body, ApiRequest request, IClusterClient grains, ServerSecrets secrets)
    {
        var id = CertificateId.Named(secrets.Derive(request.Key));
        return request.Do(
            call => Give(id, body.Value.ToGift(), call, grains),
            issued => Shown.Made(CertificateBody.Of(issued), $"/v1/admin/gift-certificates/{id}"),
            why: body.Value.Reason);
    }

    private static Task<Outcome<CertificateView>> Give(
        CertificateId id, StaffGift gift, Call call, IClusterClient grains) => CustomerId.IsOne(gift.Owner.Value)
            ? grains.Certificates().Issue(id, gift, call)
            : Task.FromResult<Outcome<CertificateView>>(new NotFound("customer"));

    // One command a recipient, each done once under an id that follows from request and recipient: a repeat goes on
    // where the first was cut short.
    private static Task<IResult> MassIssue(
        Body<MassIssueBody> body, ApiRequest request, IClusterClient grains, ServerSecrets secrets) =>
        request.Do<MassIssuedBody>(
            async call =>
            {
                var recipients = new List<RecipientBody>();
                foreach (var customer in body.Value.Customers.Distinct(StringComparer.Ordinal))
                {
                    var key = request.Key with { Key = $"{request.Key.Key}/{request.Key.Body}/{customer}" };
                    var id = CertificateId.Named(secrets.Derive(key));
                    var gift = new StaffGift(CustomerId.Of(customer), body.Value.Amount, body.Value.Expires);
                    var issued = await Give(id, gift, call with { Key = null, IfVersion = null }, grains);
                    recipients.Add(issued is Outcome<CertificateView>.Refused(var why)
                        ? new(customer, null, why.Code)
                        : new(customer, id.Value, null));
                }

                return new Outcome<MassIssuedBody>.Done(
                    new(recipients.Count(one => one.Certificate is not null), recipients));
            },
            Shown.Ok,
            why: body.Value.Reason);

    private static Task<IResult> View(string id, ApiRequest request, IClusterClient grains) =>
        request.Read(() => CertificateDoor.Known(id, known => grains.Certificate(known).View()), Show);

    private static Task<IResult> History(string id, ApiRequest request, IClusterClient grains) => request.Read(
        () => CertificateDoor.Known(
            id, known => grains.History().List("certificate", known.Value, request.Query.Page())),
        page => Pages.Show(page, HistoryBody.Of));

    private static Task<IResult> Void(
        string id, Body<VoidCertificateBody> body, ApiRequest request, IClusterClient grains) => request.Do(
            call => CertificateDoor.Known(id, known => grains.Certificate(known).Void(call)),
            Show,
            why: body.Value.Reason);

    private static Task<IResult> SetExpiry(
        string id, Body<ExpiryBody> body, ApiRequest request, IClusterClient grains) => request.Do(
            call => CertificateDoor.Known(
                id, known => grains.Certificate(known).SetExpiry(body.Value.ExpiresAt, call)),
            Show,
            why: body.Value.Reason);

    private static Task<IResult> Liability(ApiRequest request, IClusterClient grains) => request.Read(
        () => grains.CertificateList().Liability(), quarters => Shown.Ok(LiabilityBody.Of(quarters)));

    private static Shown Show(CertificateView known) => Shown.Ok(CertificateBody.Of(known));
}
