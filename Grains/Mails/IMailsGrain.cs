using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;

namespace Commerce.Grains.Mails;

/// <summary>The mails that were caused: sent, waiting and given up (X-09, EML-13).</summary>
[Alias("mails")]
public interface IMailsGrain : IGrainWithStringKey
{
    /// <summary>The mails that fit, those caused last first.</summary>
    /// <remarks>Refusals: <see cref="CursorInvalid"/>, <see cref="SortUnknown"/>. Sort names: <c>-created</c> (the
    /// list's own order), <c>created</c>.</remarks>
    /// <param name="filter">Which mails.</param>
    /// <param name="page">Which page.</param>
    [Alias("list")]
    Task<Outcome<Page<MailEntry>>> List(MailFilter filter, PageRequest page);

    /// <summary>Reads one, with what it says as long as that is kept.</summary>
    /// <remarks>Refusals: <see cref="NotFound"/>.</remarks>
    /// <param name="id">Which mail.</param>
    [Alias("view")]
    Task<Outcome<MailView>> View(MailId id);
}

/// <summary>Which mails are wanted.</summary>
/// <param name="Status">Only those of one state; null for all.</param>
/// <param name="Owner">Only those of an order or a gift certificate, by its id; null for all.</param>
/// <param name="Customer">Only those about a customer's orders and gift certificates; null for all.</param>
/// <param name="Template">Only those of one template, by its name; null for all.</param>
/// <param name="From">Only those caused at or after this time; null for all.</param>
/// <param name="To">Only those caused before this time; null for all.</param>
[GenerateSerializer, Immutable, Alias("mail-filter")]
public sealed record MailFilter(
    string? Status = null,
    string? Owner = null,
    CustomerId? Customer = null,
    string? Template = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null);

/// <summary>A mail as lists show it.</summary>
/// <param name="Id">Its id: the Message-ID is made of it.</param>
/// <param name="Owner">The entity whose change caused it: an order, a gift certificate.</param>
/// <param name="Template">The template's name.</param>
/// <param name="Recipient">Whom it is for; null: it is not kept any more.</param>
/// <param name="Status">One of <see cref="MailStatus"/>.</param>
/// <param name="CreatedAt">When it was caused.</param>
/// <param name="SentAt">When it left; null: it did not.</param>
/// <param name="NextAt">When it is tried; null: it is not tried any more.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Error">Why it did not leave when it was tried last.</param>
[GenerateSerializer, Immutable, Alias("mail-entry")]
public sealed record MailEntry(
    MailId Id,
    string Owner,
    string Template,
    string? Recipient,
    string Status,
    DateTimeOffset CreatedAt,
    DateTimeOffset? SentAt,
    DateTimeOffset? NextAt,
    int Attempts,
    string? Error);

/// <summary>A mail with what it says.</summary>
/// <param name="Entry">As lists show it.</param>
/// <param name="Subject">Its subject; null: what it says is not kept any more, or no template can say it.</param>
/// <param name="Text">Its text, without links by which somebody pays; null as the subject is.</param>
[GenerateSerializer, Immutable, Alias("mail-view")]
public sealed record MailView(MailEntry Entry, string? Subject, string? Text);

/// <summary>What became of a mail.</summary>
public static class MailStatus
{
    /// <summary>It is tried until it leaves.</summary>
    public const string Waiting = "waiting";

    /// <summary>It left.</summary>
    public const string Sent = "sent";

    /// <summary>It was tried for three days, and a person must look.</summary>
    public const string Failed = "failed";

    /// <summary>Every state.</summary>
    public static ImmutableArray<string> All { get; } = [Waiting, Sent, Failed];
}
