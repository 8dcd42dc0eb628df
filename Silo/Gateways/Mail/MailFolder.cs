namespace Commerce.Silo.Gateways.Mail;

/// <summary>Puts every mail into a folder, one file per message, however often it is sent by whoever looks into the
/// same folder.</summary>
internal sealed class MailFolder : IMailTransport
{
    private readonly string folder;

    public MailFolder(string folder)
    {
        this.folder = folder;
        OwnerOnly.CreateFolder(folder);
    }

    public bool TakesRepeats => true;

    public async Task Send(MailMessage message, CancellationToken stop)
    {
        var path = Path.Combine(folder, MimeWriter.CheckedId(message.Id) + ".eml");
        if (File.Exists(path)) return;

        // A file under the final name is always whole; what a crash leaves under this name is written over.
        var unfinished = Path.Combine(folder, $".{message.Id}.unfinished");
        var bytes = MimeWriter.Write(message);
        await using (var file = OwnerOnly.OpenFile(unfinished, FileMode.Create))
        {
            await file.WriteAsync(bytes, stop);
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: true);
    }
}
