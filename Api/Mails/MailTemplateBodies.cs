using System.ComponentModel.DataAnnotations;
using Commerce.Api.Http;
using Commerce.Grains.Mails;

namespace Commerce.Api.Mails;

/// <summary>What a mail template says; places for values are names that end in <c>_here</c>.</summary>
internal sealed record MailTemplateWritingBody(
    [property: StringLength(100, MinimumLength = 1)] string Title,
    [property: StringLength(200, MinimumLength = 1)] string Subject,
    [property: Lines, StringLength(4_000, MinimumLength = 1)] string Message,
    [property: Lines, StringLength(1_000)] string? WhenSent = null,
    [property: MaxLength(20)] IReadOnlyList<string>? IssueTypes = null)
{
    public MailTemplateContent ToContent() => new(
        Title, Subject, Message.ReplaceLineEndings("\n"), (WhenSent ?? "").ReplaceLineEndings("\n"),
        [.. IssueTypes ?? []]);
}

/// <summary>A mail template.</summary>
internal sealed record MailTemplateBody(
    string Id,
    long Number,
    bool Automatic,
    string Title,
    string Subject,
    string Message,
    string WhenSent,
    IReadOnlyList<string> IssueTypes,
    IReadOnlyList<MailVariableBody> Variables,
    DateTimeOffset? CreatedAt,
    DateTimeOffset? ChangedAt)
{
    private const int AutomaticMost = 6;

    public static MailTemplateBody Of(MailTemplateView known) => new(
        known.Id.Value,
        known.Number,
        known.Number <= AutomaticMost,
        known.Content.Title,
        known.Content.Subject,
        known.Content.Message,
        known.Content.WhenSent,
        known.Content.IssueTypes,
        [.. known.Variables.Select(one => new MailVariableBody(one.Name, one.Meaning))],
        known.CreatedAt,
        known.ChangedAt);
}

/// <summary>A place for a value.</summary>
internal sealed record MailVariableBody(string Name, string Meaning);

/// <summary>A mail template in a list.</summary>
internal sealed record MailTemplateEntryBody(
    string Id, long Number, string Title, string Subject, DateTimeOffset? ChangedAt)
{
    public static MailTemplateEntryBody Of(MailTemplateEntry entry) =>
        new(entry.Id.Value, entry.Number, entry.Title, entry.Subject, entry.ChangedAt);
}
