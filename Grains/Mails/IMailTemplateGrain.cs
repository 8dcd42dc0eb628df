using Commerce.Grains.Kernel;

namespace Commerce.Grains.Mails;

/// <summary>One mail template, keyed by its id (EML-08, EML-16).</summary>
[Alias("mail-template")]
public interface IMailTemplateGrain : IGrainWithStringKey
{
    /// <summary>Makes a template of the shop's own, with a number from 7; the same words again are done
    /// already.</summary>
    /// <remarks>Refusals: <see cref="InvalidValue"/>, <see cref="VariableUnknown"/>, <see cref="NotAllowed"/> when it
    /// is there with other words.</remarks>
    /// <param name="content">What it says.</param>
    /// <param name="call">Who asks.</param>
    [Alias("create")]
    Task<Outcome<MailTemplateView>> Create(MailTemplateContent content, Call call);

    /// <summary>Replaces what it says, for mails of what happens from now on.</summary>
    /// <remarks>Refusals: <see cref="NotFound"/>, <see cref="InvalidValue"/>, <see cref="VariableUnknown"/>,
    /// <see cref="VersionStale"/>.</remarks>
    /// <param name="content">What it says.</param>
    /// <param name="call">Who asks.</param>
    [Alias("edit")]
    Task<Outcome<MailTemplateView>> Edit(MailTemplateContent content, Call call);

    /// <summary>Reads it.</summary>
    /// <remarks>Refusals: <see cref="NotFound"/>.</remarks>
    [Alias("view")]
    Task<Outcome<MailTemplateView>> View();

    /// <summary>What a mail about something that happened at a time says; null: there is no such template.</summary>
    /// <param name="at">When it happened.</param>
    [Alias("wording-at")]
    Task<MailWording?> WordingAt(DateTimeOffset at);
}

/// <summary>Lists mail templates.</summary>
[Alias("mail-template-list")]
public interface IMailTemplateListGrain : IGrainWithStringKey
{
    /// <summary>All templates by their numbers, the automatic mails first.</summary>
    /// <remarks>Refusals: <see cref="CursorInvalid"/>, <see cref="SortUnknown"/>. Sort name: <c>number</c>.</remarks>
    /// <param name="page">Which page.</param>
    [Alias("list")]
    Task<Outcome<Page<MailTemplateEntry>>> List(PageRequest page);
}

/// <summary>A mail template.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Number">1 to 6: an automatic mail; the shop's own from 7.</param>
/// <param name="Content">What it says.</param>
/// <param name="Variables">The places that it may have.</param>
/// <param name="CreatedAt">When staff first wrote it; null: they never did.</param>
/// <param name="ChangedAt">When they last did.</param>
[GenerateSerializer, Immutable, Alias("mail-template-view")]
public sealed record MailTemplateView(
    MailTemplateId Id,
    long Number,
    MailTemplateContent Content,
    ImmutableArray<MailVariable> Variables,
    DateTimeOffset? CreatedAt,
    DateTimeOffset? ChangedAt);

/// <summary>A mail template in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Number">1 to 6: an automatic mail; the shop's own from 7.</param>
/// <param name="Title">What staff call it.</param>
/// <param name="Subject">The subject of its mails.</param>
/// <param name="ChangedAt">When staff last wrote it; null: they never did.</param>
[GenerateSerializer, Immutable, Alias("mail-template-entry")]
public sealed record MailTemplateEntry(
    MailTemplateId Id, long Number, string Title, string Subject, DateTimeOffset? ChangedAt);

/// <summary>A mail template has a place that its mails have no value for (EML-08).</summary>
/// <param name="Variable">The place.</param>
/// <param name="Known">Those that it may have.</param>
[GenerateSerializer, Immutable, Alias("refusal.variable-unknown")]
public sealed record VariableUnknown(string Variable, ImmutableArray<string> Known)
    : Refusal(RefusalKind.Invalid, $"This mail has no value for '{Variable}'.");
