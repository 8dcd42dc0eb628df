using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Commerce.Grains.Kernel;

namespace Commerce.Simulation.Store;

/// <summary>All that ever was written, in order and with its time, as one number.</summary>
internal sealed class History
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] gathered = new byte[16_384];
    private int length;

    /// <summary>Takes a write: who, which version, when, what happened, and its JSON where that was made.</summary>
    public void Add(string entity, IEnvelope write, byte[]? json, long at)
    {
        Add(MemoryMarshal.AsBytes(entity.AsSpan()));
        Add(MemoryMarshal.AsBytes(write.Id.AsSpan()));
        Add(write.Version);
        Add(at);
        Add(write.Due is { } due ? due.At ?? -1 : -2);
        Add(write.Errands.Length);
        foreach (var happened in write.Events) Add(MemoryMarshal.AsBytes(happened.GetType().Name.AsSpan()));
        if (json is not null) Add(json);
    }

    /// <summary>The number.</summary>
    public override string ToString()
    {
        Empty();
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    private void Add(long number)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        Add(bytes);
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > gathered.Length - length) Empty();
        if (bytes.Length > gathered.Length) hash.AppendData(bytes);
        else
        {
            bytes.CopyTo(gathered.AsSpan(length));
            length += bytes.Length;
        }
    }

    private void Empty()
    {
        hash.AppendData(gathered.AsSpan(0, length));
        length = 0;
    }
}
