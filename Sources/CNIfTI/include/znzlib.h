// Debian keeps this header beside `nifti1_io.h`, which asks for it as if its folder were on the search path.
#include <nifti/znzlib.h>
