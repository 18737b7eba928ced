"""What a puskesmas, a pustu and a posyandu still lack before they serve as ILP asks: met, not met, or not known."""
