using Commerce.Api.Http;
using Commerce.Grains.Kernel;
using Commerce.Grains.Mails;

namespace Commerce.Api.Mails;

/// <summary>Mail templates as staff keep them (EML-08, EML-16).</summary>
internal static class MailTemplateEndpoints
{
    private static readonly MailTemplateWritingBody Example = new(
        "New order", "Your order order_id_here", "Thank you!\n\nprice_summary_here\n\ncustomer_service_signature_here",
        "When an order is paid for.", ["new order"]);

    public static void MapMailTemplates(this IEndpointRouteBuilder routes)
    {
        var templates = routes.MapGroup("/v1/admin/mail-templates").WithTags("Mail templates, for staff");

        templates.MapGet("", List).Says(Access.AnyStaff, "Lists mail templates: 1 to 6 are the automatic mails")
            .Filters(QueryParameter.Sort("number"), QueryParameter.Limit, QueryParameter.Cursor)
            .Answers<PageBody<MailTemplateEntryBody>>(200, "One page.")
            .Refuses(typeof(CursorInvalid), typeof(SortUnknown));

        templates.MapPost("", Create).Says(Access.EditMails, "Makes a mail template of the shop's own")
            .WithMetadata(new Creates())
            .Takes(Example with
            {
                Title = "On holiday",
                Subject = "We are away",
                Message = "Until Monday.\n\ncustomer_service_signature_here",
                WhenSent = "By hand.",
            })
            .Answers<MailTemplateBody>(201, "The template, with its number.")
            .Refuses(typeof(InvalidValue), typeof(VariableUnknown));

        templates.MapGet("/{id}", View).Says(Access.AnyStaff, "Shows a mail template")
            .Answers<MailTemplateBody>(200, "The template, with the places for values that it may have.");

        templates.MapPut("/{id}", Edit).Says(Access.EditMails, "Replaces what a mail template says")
            .Takes(Example)
            .Answers<MailTemplateBody>(200, "The template; mails that were caused before say what it said then.")
            .Refuses(typeof(InvalidValue), typeof(VariableUnknown), typeof(VersionStale));

        templates.MapGet("/{id}/history", History)
            .Says(Access.AnyStaff, "Shows how a mail template changed, newest first")
            .Filters(QueryParameter.Limit, QueryParameter.Cursor)
            .Answers<PageBody<HistoryBody>>(200, "One page: what, who, when, from where, with the words.")
            .Refuses(typeof(CursorInvalid));
    }

    private static Task<IResult> List(ApiRequest request, IClusterClient grains) => request.Read(
        () => grains.GetGrain<IMailTemplateListGrain>("mail-templates").List(request.Query.Page()),
        page => Pages.Show(page, MailTemplateEntryBody.Of));

    private static Task<IResult> Create(
        Body<MailTemplateWritingBody> body, ApiRequest request, IClusterClient grains, ServerSecrets secrets)
    {
        var id = MailTemplateId.Named(secrets.Derive(request.Key));
        return request.Do(
            call => grains.GetGrain<IMailTemplateGrain>(id.Value).Create(body.Value.ToContent(), call),
            made => Shown.Made(MailTemplateBody.Of(made), $"/v1/admin/mail-templates/{made.Id}"));
    }

    private static Task<IResult> View(string id, ApiRequest request, IClusterClient grains) =>
        request.Read(() => Known(id, grains, one => one.View()), Show);

    private static Task<IResult> Edit(
        string id, Body<MailTemplateWritingBody> body, ApiRequest request, IClusterClient grains) =>
        request.Do(call => Known(id, grains, one => one.Edit(body.Value.ToContent(), call)), Show);

    private static Task<IResult> History(string id, ApiRequest request, IClusterClient grains) => request.Read(
        () => MailTemplateId.IsOne(id)
            ? grains.History().List("mail-template", id, request.Query.Page())
            : Task.FromResult<Outcome<Page<HistoryEntry>>>(new NotFound("mail template")),
        page => Pages.Show(page, HistoryBody.Of));

    private static Task<Outcome<MailTemplateView>> Known(
        string id, IClusterClient grains, Func<IMailTemplateGrain, Task<Outcome<MailTemplateView>>> ask) =>
        MailTemplateId.IsOne(id)
            ? ask(grains.GetGrain<IMailTemplateGrain>(id))
            : Task.FromResult<Outcome<MailTemplateView>>(new NotFound("mail template"));

    private static Shown Show(MailTemplateView known) => Shown.Ok(MailTemplateBody.Of(known));
}
