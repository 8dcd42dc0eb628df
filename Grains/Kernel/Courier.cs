namespace Commerce.Grains.Kernel;

/// <summary>Knows how one feature's errands are delivered, and brings facts back to the sender as commands.</summary>
internal interface ICourier
{
    /// <summary>Whether this courier delivers errands of this kind.</summary>
    bool Carries(Errand errand);

    /// <summary>Delivers one errand. False: the receiver cannot answer now; it is sent again later.</summary>
    Task<bool> Deliver(Errand errand);
}
