using Commerce.Grains.Kernel;
using Commerce.Grains.Mails;
using Commerce.Kit;
using static Commerce.Grains.Mails.MailTemplateCommand;
using static Commerce.Grains.Mails.MailTemplateEvent;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Mails;

/// <summary>EML-08, EML-16: templates as staff keep them.</summary>
public sealed class KeepingMailTemplates
{
    private static readonly MailTemplate NewOrder = MailTemplates.NewOrder;

    private static readonly MailTemplateContent Short = new(
        "Short", "Order order_id_here", "Thanks!\n\ntotal_here & <b>\n\ncustomer_service_signature_here", "", []);

    private static readonly MailTemplateContent Note =
        new("Note", "Hello", "From system_name_here.", "By hand.", ["x"]);

    private static readonly (string Name, MailTemplateState State)[] States =
    [
        ("Blank", new MailTemplateState.Blank()),
        ("Written", new MailTemplateState.Written(7, Note, [new(Noon, Note.Subject, Note.Message)], Noon, Noon)),
    ];

    private static readonly MailTemplateCommand[] Commands =
    [
        new Create(7, Short with { Subject = "Hi.", Message = "Hello." }),
        new Edit(Short with { Subject = "Hi.", Message = "Hi." }),
    ];

    [Fact]
    public void Of_an_automatic_mail_is_the_table_in_the_readme() => Assert.Equal(
        TruthTable.InReadmeOf("Mails", "Automatic mail"), Draw(NewOrder));

    [Fact]
    public void Of_the_shops_own_is_the_table_in_the_readme() => Assert.Equal(
        TruthTable.InReadmeOf("Mails", "Template of the shop's own"), Draw(null));

    [Fact]
    public void Leaves_no_state_and_no_command_out()
    {
        Assert.Equal(
            typeof(MailTemplateState).GetNestedTypes().ToHashSet(),
            States.Select(one => one.State.GetType()).ToHashSet());
        Assert.Equal(
            typeof(MailTemplateCommand).GetNestedTypes().ToHashSet(),
            Commands.Select(one => one.GetType()).ToHashSet());
    }

    [Fact]
    public void No_command_happens_twice()
    {
        foreach (var id in new[] { NewOrder.Id, MailTemplateId.Named("a") })
        {
            Assert.Equal([], Spec.HappeningTwice(
                MailTemplateBlueprint.Of(id), Noon, States.Select(one => one.State), Commands));
        }
    }

    [Fact]
    public void Reserves_the_first_six_for_the_automatic_mails()
    {
        Assert.Equal([1, 2, 3, 4, 5, 6], MailTemplates.Automatic.Select(template => template.Number));
        Assert.Equal(
            ["new-order", "order-shipped", "delayed-credit-denied", "certificate-bought", "certificate-given",
                "certificate-not-bought"],
            MailTemplates.Automatic.Select(template => template.Name));
    }

    [Fact]
    public void Shows_what_an_automatic_mail_came_with_until_it_is_changed()
    {
        var template = A(NewOrder);
        var view = template.Blueprint.View("", template.State);
        Assert.Equal((1, NewOrder.Subject, NewOrder.Text), (view.Number, view.Content.Subject, view.Content.Message));
        Assert.Null(view.ChangedAt);
        template.When(new Edit(NewOrder.Content())).ThenNothingNew();
        view = template.Blueprint.View("", template.GivenDone(new Edit(Short)).State);
        Assert.Equal((1, Short, Noon), (view.Number, view.Content, view.ChangedAt));
    }

    [Fact]
    public void Says_what_was_right_when_a_mail_was_caused()
    {
        var edited = A(NewOrder).Given(
            new Edited(Noon, 1, Short), new Edited(Noon.AddHours(1), 1, Short with { Message = "Later." })).State;
        string At(DateTimeOffset at) => MailTemplateMachine.WordingAt(NewOrder, edited, at)!.Message;
        Assert.Equal(NewOrder.Text, At(Noon.AddMilliseconds(-1)));
        Assert.Equal(Short.Message, At(Noon));
        Assert.Equal(Short.Message, At(Noon.AddMinutes(59)));
        Assert.Equal("Later.", At(Noon.AddHours(1)));
        Assert.Null(MailTemplateMachine.WordingAt(null, new MailTemplateState.Blank(), Noon));
    }

    [Fact]
    public void Keeps_the_last_hundred_wordings()
    {
        var many = A(NewOrder).Given([.. Enumerable.Range(0, 150).Select(n =>
            new Edited(Noon.AddMinutes(n), 1, Short with { Message = $"{n}" }))]).State;
        var written = Assert.IsType<MailTemplateState.Written>(many);
        Assert.Equal((100, "50", "149"), (
            written.Wordings.Length, written.Wordings[0].Message, written.Wordings[^1].Message));
    }

    [Theory]
    [InlineData("claim_check_here", "", "/message")]
    [InlineData("", "claim_check_here", "/subject")]
    [InlineData("no_such_thing_here", "", "/message")]
    public void Refuses_a_place_that_its_mails_have_no_value_for(string text, string subject, string param)
    {
        var why = A(NewOrder).When(new Edit(Short with { Message = "x " + text, Subject = "x " + subject }))
            .ThenRefused<VariableUnknown>();
        Assert.Equal((param, text + subject), (why.Param, why.Variable));
        Assert.Contains("order_id_here", why.Known);
    }

    [Fact]
    public void Lets_every_automatic_mail_have_every_place_that_it_has_a_value_for() => Assert.All(
        MailTemplates.Automatic, template =>
    {
        var all = string.Join('\n', template.Offered.Concat(MailVariables.OfEveryMail));
        A(template).When(new Edit(Short with { Subject = "x", Message = all })).Accepted();
    });

    [Fact]
    public void Gives_the_shops_own_only_what_every_mail_has()
    {
        A(null).When(new Create(7, Note)).Then(new Created(Noon, 7, Note));
        A(null).When(new Create(7, Short)).ThenRefused<VariableUnknown>();
    }

    [Theory]
    [InlineData("title", 0)]
    [InlineData("title", 101)]
    [InlineData("subject", 0)]
    [InlineData("subject", 201)]
    [InlineData("message", 0)]
    [InlineData("message", 4_001)]
    [InlineData("whenSent", 1_001)]
    [InlineData("issueTypes", 101)]
    public void Refuses_what_is_too_long_or_empty(string field, int length)
    {
        var why = A(NewOrder).When(new Edit(With(field, new('x', length)))).ThenRefused<InvalidValue>();
        Assert.Equal("/" + field, why.Param);
        if (length > 1) A(NewOrder).When(new Edit(With(field, new('x', length - 1)))).Accepted();
    }

    [Theory]
    [InlineData("title")]
    [InlineData("subject")]
    public void Refuses_a_line_that_breaks(string field) =>
        A(NewOrder).When(new Edit(With(field, "a\r\nBcc: eve@example.com"))).ThenRefused<InvalidValue>();

    [Theory]
    [InlineData("mail-template-1", true)]
    [InlineData("mail-template-01k0g7w5v3m8x2y9q4r6t1z0ab", true)]
    [InlineData("mail-template-", false)]
    [InlineData("mail-template-A", false)]
    [InlineData("mail-template-1/2", false)]
    [InlineData("template-1", false)]
    public void Knows_its_own_ids(string text, bool isOne) => Assert.Equal(isOne, MailTemplateId.IsOne(text));

    private static MailTemplateContent With(string field, string text) => field switch
    {
        "title" => Short with { Title = text },
        "subject" => Short with { Subject = text },
        "message" => Short with { Message = text },
        "whenSent" => Short with { WhenSent = text },
        _ => Short with { IssueTypes = [text] },
    };

    private static string Draw(MailTemplate? standard) => TruthTable.Draw(
        States, Commands.Select(one => (one.GetType().Name, one)),
        (state, command) => MailTemplateMachine.Decide(standard, state, command, Noon));

    private static Spec<MailTemplateState, MailTemplateCommand, MailTemplateEvent, MailTemplateView> A(
        MailTemplate? standard) => Spec.Of(
        MailTemplateBlueprint.Of(standard?.Id ?? MailTemplateId.Named("a")), Noon);
}
