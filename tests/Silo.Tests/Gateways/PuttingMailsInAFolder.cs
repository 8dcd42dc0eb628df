using Commerce.Silo.Gateways.Mail;

namespace Commerce.Silo.Tests.Gateways;

public sealed class PuttingMailsInAFolder : IDisposable
{
    private static readonly MailMessage Message = new(
        "order-1.7.0", new("Store", "service@shop.example"), "ada@example.org", "Hello", "First",
        DateTimeOffset.UnixEpoch);

    private readonly string folder = Path.Combine(Directory.CreateTempSubdirectory("mails-").FullName, "mails");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);

    [Fact]
    public async Task Makes_one_file_per_message_however_often_it_is_sent()
    {
        await Send(Message);
        await Send(Message);
        await Send(Message with { Id = "order-1.8.0" });

        Assert.Equal(["order-1.7.0.eml", "order-1.8.0.eml"], Files());
        Assert.Equal(MimeWriter.Write(Message), await Bytes("order-1.7.0.eml"));
    }

    [Fact]
    public async Task Leaves_a_mail_alone_that_was_sent()
    {
        await Send(Message);
        await Send(Message with { Text = "Second" });

        Assert.Equal(MimeWriter.Write(Message), await Bytes("order-1.7.0.eml"));
    }

    [Fact]
    public async Task Writes_over_what_a_crash_left()
    {
        var transport = new MailFolder(folder);
        await File.WriteAllBytesAsync(
            Path.Combine(folder, ".order-1.7.0.unfinished"), new byte[9_999], TestContext.Current.CancellationToken);
        await transport.Send(Message, TestContext.Current.CancellationToken);

        Assert.Equal(["order-1.7.0.eml"], Files());
        Assert.Equal(MimeWriter.Write(Message), await Bytes("order-1.7.0.eml"));
    }

    [Fact]
    public async Task Leaves_no_file_for_a_mail_that_cannot_be_written()
    {
        await Assert.ThrowsAsync<MailUnwritableException>(() => Send(Message with { To = "a@b\r\nBcc: x@y" }));
        await Assert.ThrowsAsync<MailUnwritableException>(() => Send(Message with { Id = "../order-1.7.0" }));

        Assert.Empty(Files());
    }

    [Fact]
    public async Task Lets_only_the_owner_read_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such file modes.");
        await Send(Message);

        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.GroupExecute
            | UnixFileMode.OtherExecute;
        Assert.Equal(UnixFileMode.None, Mode(folder) & Others);
        Assert.Equal(UnixFileMode.None, Mode(Path.Combine(folder, "order-1.7.0.eml")) & Others);
    }

    private Task Send(MailMessage message) =>
        new MailFolder(folder).Send(message, TestContext.Current.CancellationToken);

    private static UnixFileMode Mode(string path) =>
        OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path);

    private IEnumerable<string?> Files() => Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order();

    private Task<byte[]> Bytes(string name) =>
        File.ReadAllBytesAsync(Path.Combine(folder, name), TestContext.Current.CancellationToken);
}
