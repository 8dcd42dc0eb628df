using System.ComponentModel.DataAnnotations;
using Commerce.Api.Http;
using Commerce.Grains.Kernel;
using Commerce.Grains.Pricing;
using Commerce.Grains.Pricing.UserClasses;

namespace Commerce.Api.Pricing;

/// <summary>User classes as staff keep them (UCL-01, UCL-02).</summary>
internal static class UserClassEndpoints
{
    public static void MapUserClasses(this IEndpointRouteBuilder routes)
    {
        var classes = routes.MapGroup("/v1/admin/user-classes").WithTags("User classes, for staff");

        classes.MapGet("", List).Says(Access.AnyStaff, "Lists the user classes")
            .Filters(QueryParameter.Sort("name", "-created"), QueryParameter.Limit, QueryParameter.Cursor)
            .Answers<PageBody<UserClassEntryBody>>(200, "One page, with how many are in each and approved.")
            .Refuses(typeof(CursorInvalid), typeof(SortUnknown));

        classes.MapPost("", Create).Says(Access.EditPrices, "Makes a user class")
            .Takes(new UserClassNameBody("Student"))
            .Answers<UserClassBody>(201, "The class.")
            .Refuses(typeof(InvalidValue));

        classes.MapGet("/{id}", View).Says(Access.AnyStaff, "Shows a user class")
            .Answers<UserClassBody>(200, "The class.");

        classes.MapPatch("/{id}", Rename).Says(Access.EditPrices, "Gives a user class another name")
            .Takes(new UserClassNameBody("Students"))
            .Answers<UserClassBody>(200, "The class as it is then.")
            .Refuses(typeof(InvalidValue), typeof(VersionStale));

        classes.MapPost("/{id}/remove", Remove)
            .Says(Access.EditPrices, "Ends a user class, with its prices and members")
            .Takes(new Nothing())
            .Answers<UserClassBody>(200, "The class as it was.")
            .Refuses(typeof(VersionStale));

        classes.MapGet("/{id}/history", History).Says(Access.AnyStaff, "Shows what happened to a class, newest first")
            .Filters(QueryParameter.Limit, QueryParameter.Cursor)
            .Answers<PageBody<HistoryBody>>(200, "One page: what, who, when, from where, why.")
            .Refuses(typeof(CursorInvalid));
    }

    private static Task<IResult> List(ApiRequest request, IClusterClient grains) => request.Read(
        () => grains.GetGrain<IUserClassListGrain>("user-classes").List(request.Query.Page()),
        page => Pages.Show(page, UserClassEntryBody.Of));

    private static Task<IResult> Create(
        Body<UserClassNameBody> body, ApiRequest request, IClusterClient grains, ServerSecrets secrets)
    {
        var id = ClassId.Named(secrets.Derive(request.Key));
        return request.Do(
            call => grains.UserClass(id.Value).Create(body.Value.Name, call),
            made => Shown.Made(UserClassBody.Of(made), $"/v1/admin/user-classes/{made.Id}"));
    }

    private static Task<IResult> View(string id, ApiRequest request, IClusterClient grains) =>
        request.Read(() => Known(id, grains, one => one.View()), Show);

    private static Task<IResult> Rename(
        string id, Body<UserClassNameBody> body, ApiRequest request, IClusterClient grains) =>
        request.Do(call => Known(id, grains, one => one.Rename(body.Value.Name, call)), Show);

    private static Task<IResult> Remove(string id, Body<Nothing> body, ApiRequest request, IClusterClient grains) =>
        request.Do(call => Known(id, grains, one => one.Remove(call)), Show);

    private static Task<IResult> History(string id, ApiRequest request, IClusterClient grains) => request.Read(
        () => grains.HistoryOf("user-class", id, request.Query.Page()), page => Pages.Show(page, HistoryBody.Of));

    private static Task<Outcome<UserClassView>> Known(
        string id, IClusterClient grains, Func<IUserClassGrain, Task<Outcome<UserClassView>>> ask) =>
        ClassId.IsOne(id)
            ? ask(grains.UserClass(id))
            : Task.FromResult<Outcome<UserClassView>>(new NotFound("user class"));

    private static Shown Show(UserClassView known) => Shown.Ok(UserClassBody.Of(known));
}

/// <summary>A user class.</summary>
internal sealed record UserClassBody(string Id, string Name, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt)
{
    public static UserClassBody Of(UserClassView known) =>
        new(known.Id.Value, known.Name, known.CreatedAt, known.ChangedAt);
}

/// <summary>A user class in a list (UCL-07).</summary>
internal sealed record UserClassEntryBody(
    string Id, string Name, long Members, long Approved, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt)
{
    public static UserClassEntryBody Of(UserClassEntry entry) => new(
        entry.Class.Id.Value, entry.Class.Name, entry.Members, entry.Approved, entry.Class.CreatedAt,
        entry.Class.ChangedAt);
}

/// <summary>What a user class is called.</summary>
internal sealed record UserClassNameBody([property: StringLength(200, MinimumLength = 1)] string Name);
