using Commerce.Grains.Kernel;
using Commerce.Grains.Numbers;
using Orleans.Runtime;

namespace Commerce.Grains.Mails;

[GrainType("mail-template")]
internal sealed class MailTemplateGrain(
    [PersistentState("mail-template")] IPersistentState<Stored<MailTemplateState, MailTemplateEvent>> stored,
    IGrainContext context, EntityTools tools, NumberSource numbers)
    : Entity<MailTemplateState, MailTemplateCommand, MailTemplateEvent, MailTemplateView>(
        stored, MailTemplateBlueprint.Of(MailTemplateId.Of(context.GrainId.Key.ToString()!)), tools),
        IMailTemplateGrain
{
    private MailTemplate? Standard => MailTemplates.Of(MailTemplateId.Of(Key));

    // A number is taken for what will be there only; one that is not used in the end is a gap (GEN-09).
    public async Task<Outcome<MailTemplateView>> Create(MailTemplateContent content, Call call)
    {
        if (Recalled(call.Key) is { } known) return known;
        return Rules.Decide(State, new MailTemplateCommand.Create(0, content), Now)
            is Decision<MailTemplateEvent>.Accepted
            ? await Apply(
                new MailTemplateCommand.Create(await numbers.Next(NumberKind.MailTemplate), content), call)
            : await Apply(new MailTemplateCommand.Create(0, content), call);
    }

    public Task<Outcome<MailTemplateView>> Edit(MailTemplateContent content, Call call) =>
        Apply(new MailTemplateCommand.Edit(content), call);

    public Task<Outcome<MailTemplateView>> View() => Task.FromResult(
        State is MailTemplateState.Blank && Standard is null ? new NotFound("mail template") : Seen());

    public Task<MailWording?> WordingAt(DateTimeOffset at) =>
        Task.FromResult(MailTemplateMachine.WordingAt(Standard, State, at));
}

/// <summary>A mail template, put together.</summary>
internal static class MailTemplateBlueprint
{
    public static Blueprint<MailTemplateState, MailTemplateCommand, MailTemplateEvent, MailTemplateView> Of(
        MailTemplateId id)
    {
        var standard = MailTemplates.Of(id);
        return new()
        {
            Initial = new MailTemplateState.Blank(),
            Decide = (state, command, now) => MailTemplateMachine.Decide(standard, state, command, now),
            Evolve = MailTemplateMachine.Evolve,
            View = (_, state) => ViewOf(id, standard, state),
            Rows = static (_, state) => MailTemplateRow.Of(state),
        };
    }

    private static MailTemplateView ViewOf(MailTemplateId id, MailTemplate? standard, MailTemplateState state) =>
        state switch
        {
            MailTemplateState.Written s => new(
                id, s.Number, s.Content, MailVariables.Of(standard), s.CreatedAt, s.ChangedAt),
            _ when standard is not null => new(
                id, standard.Number, standard.Content(), MailVariables.Of(standard), null, null),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}

/// <summary>A template in the read table <c>mail_templates</c>.</summary>
internal sealed record MailTemplateRow(long Number, string Title, string Subject, long ChangedAt)
{
    public static RowSet Of(MailTemplateState state) => state is MailTemplateState.Written s
        ? RowSet.None.With("mail_templates", [new MailTemplateRow(
            s.Number, s.Content.Title, s.Content.Subject, s.ChangedAt.ToUnixTimeMilliseconds())])
        : RowSet.None;
}
